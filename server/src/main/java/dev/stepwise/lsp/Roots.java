package dev.stepwise.lsp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The workspace folders, and which of them a file belongs to. */
final class Roots {
  private static final List<String> BUILD_FILES =
      List.of(
          "pom.xml",
          "build.gradle",
          "build.gradle.kts",
          "pyproject.toml",
          "package.json",
          "go.mod",
          ".git");

  private final List<Path> folders = new CopyOnWriteArrayList<>();

  Roots(List<Path> folders) {
    this.folders.addAll(folders);
  }

  List<Path> folders() {
    return List.copyOf(folders);
  }

  void add(Path folder) {
    if (!folders.contains(folder)) {
      folders.add(folder);
    }
  }

  void remove(Path folder) {
    folders.remove(folder);
  }

  /** The first folder, for what belongs to no file. */
  Optional<Path> first() {
    return folders.stream().findFirst();
  }

  /**
   * The innermost workspace folder around a file, or, where the editor took a folder within a
   * project for the workspace, that project's; for a file outside all of them the outermost folder
   * with a build file, else the file's own folder.
   */
  Path of(Path file) {
    return folders.stream()
        .filter(file::startsWith)
        .max(Comparator.comparingInt(Path::getNameCount))
        .map(folder -> holdsBuild(folder, file) ? folder : projectAround(folder).orElse(folder))
        .or(() -> projectAround(file))
        .orElseGet(() -> file.getParent() == null ? file : file.getParent());
  }

  /** Whether the folder, or one between it and the file, has a build file. */
  private static boolean holdsBuild(Path folder, Path file) {
    return Stream.iterate(file.getParent(), p -> p != null && p.startsWith(folder), Path::getParent)
        .anyMatch(Roots::isProject);
  }

  private static boolean isProject(Path folder) {
    return BUILD_FILES.stream().anyMatch(b -> Files.exists(folder.resolve(b)));
  }

  private static Optional<Path> projectAround(Path file) {
    return Stream.iterate(file.getParent(), p -> p != null, Path::getParent)
        .filter(Roots::isProject)
        .reduce((inner, outer) -> outer);
  }
}
