package dev.stepwise.index;

import java.util.Map;

/** The build files that mark a module, and whose they are. */
final class BuildFiles {
  static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          Map.entry("pom.xml", "maven"),
          Map.entry("build.gradle", "gradle"),
          Map.entry("build.gradle.kts", "gradle"),
          Map.entry("build.xml", "ant"),
          Map.entry("package.json", "npm"),
          Map.entry("pyproject.toml", "python"),
          Map.entry("setup.py", "python"),
          Map.entry("setup.cfg", "python"),
          Map.entry("requirements.txt", "python"),
          Map.entry("go.mod", "go"),
          Map.entry("Cargo.toml", "cargo"),
          Map.entry("Makefile", "make"),
          Map.entry("CMakeLists.txt", "cmake"),
          Map.entry("BUILD.bazel", "bazel"));

  private BuildFiles() {}

  static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
