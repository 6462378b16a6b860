package dev.stepwise.index;

import dev.stepwise.language.Declaration.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the documentation that belongs to the module of a file. */
final class ModuleDocs {
  private static final int MOST_FILES = 12;

  private final Snapshot snapshot;

  ModuleDocs(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  List<Symbol> of(String path) {
    Set<String> files = snapshot.fileStates().keySet();
    String module = module(path, files);
    String folder = BuildFiles.folderOf(path);
    Closeness closeness = new Closeness(path);
    List<String> documents =
        files.stream()
            .filter(file -> isDocumentOf(file, module, folder))
            .sorted(
                Comparator.comparingInt((String file) -> -closeness.of(file))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_FILES)
            .toList();
    List<Symbol> found = new ArrayList<>();
    for (String document : documents) {
      List<Symbol> sections = snapshot.outline(document);
      if (!sections.isEmpty()) {
        found.addAll(sections);
      } else {
        snapshot.file(document).ifPresent(p -> found.add(snapshot.symbols(p).getFirst()));
      }
    }
    snapshot.outline(path).stream()
        .filter(s -> s.kind().isType() && s.container().isEmpty() && s.doc().isPresent())
        .forEach(found::addFirst);
    return found.stream()
        .filter(s -> s.kind() != Kind.SECTION || s.range().length() > s.name().length() + 4)
        .toList();
  }

  /** The nearest folder above with a build file. */
  private static String module(String path, Set<String> files) {
    Set<String> modules =
        files.stream()
            .filter(file -> BuildFiles.SYSTEMS.containsKey(BuildFiles.nameOf(file)))
            .map(BuildFiles::folderOf)
            .collect(Collectors.toSet());
    String folder = BuildFiles.folderOf(path);
    while (!folder.isEmpty() && !modules.contains(folder)) {
      folder = BuildFiles.folderOf(folder);
    }
    return folder;
  }

  private static boolean isDocumentOf(String file, String module, String folder) {
    String name = BuildFiles.nameOf(file);
    String in = BuildFiles.folderOf(file);
    if (name.equals("package-info.java") || name.equals("__init__.py") || name.equals("doc.go")) {
      return in.equals(folder);
    }
    boolean document =
        name.startsWith("README")
            || name.endsWith(".md")
            || name.endsWith(".rst")
            || name.endsWith(".adoc");
    if (!document || name.startsWith("CHANGELOG") || name.startsWith("LICENSE")) {
      return false;
    }
    boolean above = in.isEmpty() || folder.equals(in) || folder.startsWith(in + "/");
    boolean inModule = module.isEmpty() || in.equals(module) || in.startsWith(module + "/");
    return inModule || (above && name.startsWith("README"));
  }
}
