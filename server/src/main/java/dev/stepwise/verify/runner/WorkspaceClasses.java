package dev.stepwise.verify.runner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The workspace's own classes as they are without a change, instrumented when first asked for. */
final class WorkspaceClasses {
  private final Map<String, Path> files = new HashMap<>();
  private final Set<String> tests = new HashSet<>();
  private final Map<Purpose, Map<String, byte[]>> instrumented = new EnumMap<>(Purpose.class);
  private final ClassHierarchyResolver hierarchy;

  WorkspaceClasses(Wire.Setup setup, ClassLoader libraries) {
    setup.testClasses().forEach(folder -> index(Path.of(folder), true));
    setup.mainClasses().forEach(folder -> index(Path.of(folder), false));
    hierarchy =
        ClassHierarchyResolver.ofResourceParsing(d -> open(d, libraries))
            .orElse(ClassHierarchyResolver.defaultResolver())
            .cached()
            .orElse(d -> ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object));
  }

  private void index(Path folder, boolean test) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file :
          (Iterable<Path>) all.filter(f -> f.toString().endsWith(".class"))::iterator) {
        List<String> parts = new ArrayList<>();
        folder.relativize(file).forEach(p -> parts.add(p.toString()));
        String name = String.join(".", parts);
        name = name.substring(0, name.length() - ".class".length());
        if (files.putIfAbsent(name, file) == null && test) {
          tests.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isTest(String name) {
    return tests.contains(name);
  }

  /** The instrumented class file, if the workspace has such a class. */
  synchronized Optional<byte[]> instrumented(String name, Purpose purpose) {
    if (!files.containsKey(name)) {
      return Optional.empty();
    }
    if (purpose == Purpose.CALLS) {
      // Depends on which classes are watched this time.
      return Optional.of(instrument(name, read(name), purpose));
    }
    Purpose own = purpose == Purpose.LINES && isTest(name) ? Purpose.STEPS : purpose;
    Map<String, byte[]> cache = instrumented.computeIfAbsent(own, p -> new HashMap<>());
    byte[] known = cache.get(name);
    if (known == null) {
      known = instrument(name, read(name), own);
      cache.put(name, known);
    }
    return Optional.of(known);
  }

  /** Instruments a class file of a variant. */
  byte[] instrument(String name, byte[] original, Purpose purpose) {
    Instrumenter instrumenter = new Instrumenter(hierarchy);
    return switch (purpose) {
      case STEPS -> instrumenter.ticks(original);
      case LINES ->
          isTest(name) ? instrumenter.ticks(original) : instrumenter.ticksAndLines(original);
      case CALLS ->
          Calls.isWatched(name)
              ? instrumenter.ticksAndCalls(original)
              : instrumenter.ticks(original);
      case ANSWERS ->
          instrumenter.ticksAndBlank(
              original, internal -> files.containsKey(internal.replace('/', '.')));
    };
  }

  /** The original class file, for those who read it as a resource. */
  Optional<Path> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private InputStream open(ClassDesc type, ClassLoader libraries) {
    String descriptor = type.descriptorString();
    String internal = descriptor.substring(1, descriptor.length() - 1);
    String name = internal.replace('/', '.');
    return files.containsKey(name)
        ? new ByteArrayInputStream(read(name))
        : libraries.getResourceAsStream(internal + ".class");
  }

  private byte[] read(String name) {
    try {
      return Files.readAllBytes(Optional.ofNullable(files.get(name)).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
