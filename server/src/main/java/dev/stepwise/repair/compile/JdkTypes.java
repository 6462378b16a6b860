package dev.stepwise.repair.compile;

import dev.stepwise.repair.FaultContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Types of the JDK, read once from its module image when first asked. */
final class JdkTypes implements TypeNames {
  /** Packages that most programs mean, in this order; others follow by the length of their name. */
  private static final List<String> USUAL =
      List.of(
          "java.util",
          "java.util.function",
          "java.util.stream",
          "java.util.concurrent",
          "java.io",
          "java.nio.file",
          "java.time",
          "java.math",
          "java.util.regex",
          "java.text",
          "java.util.concurrent.atomic",
          "java.nio.charset",
          "java.net");

  private static final Set<String> MODULES =
      Set.of("java.base", "java.net.http", "java.sql", "java.logging", "java.xml", "java.desktop");

  /** Filled by the first call. */
  private final Map<String, List<String>> packages = new HashMap<>();

  @Override
  public List<String> named(String simpleName, FaultContext context) {
    synchronized (packages) {
      if (packages.isEmpty()) {
        ModuleFinder.ofSystem().findAll().stream()
            .filter(m -> MODULES.contains(m.descriptor().name()))
            .sorted(Comparator.comparing(m -> m.descriptor().name()))
            .forEach(this::read);
      }
      return packages.getOrDefault(simpleName, List.of()).stream()
          .sorted(Comparator.comparingInt(JdkTypes::rank))
          .map(p -> p + "." + simpleName)
          .toList();
    }
  }

  private void read(ModuleReference module) {
    Set<String> exported = new HashSet<>();
    for (ModuleDescriptor.Exports e : module.descriptor().exports()) {
      if (!e.isQualified()) {
        exported.add(e.source());
      }
    }
    try (var reader = module.open();
        Stream<String> names = reader.list()) {
      names.filter(n -> n.endsWith(".class") && !n.contains("$")).forEach(n -> add(n, exported));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String classFile, Set<String> exported) {
    int slash = classFile.lastIndexOf('/');
    String name = classFile.substring(slash + 1, classFile.length() - ".class".length());
    String pack = slash < 0 ? "" : classFile.substring(0, slash).replace('/', '.');
    if (exported.contains(pack) && !pack.equals("java.lang")) {
      packages.computeIfAbsent(name, k -> new ArrayList<>()).add(pack);
    }
  }

  private static int rank(String pack) {
    int usual = USUAL.indexOf(pack);
    return usual >= 0 ? usual : 100 + pack.length();
  }
}
