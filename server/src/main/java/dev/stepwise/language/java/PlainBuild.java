package dev.stepwise.language.java;

import dev.stepwise.settings.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders without a build we can read: sources, tests and jars. Source roots follow from the
 * package each file declares; jars anywhere below the workspace are on the class path.
 */
final class PlainBuild {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
  private static final int JAR_DEPTH = 6;

  private PlainBuild() {}

  static JavaBuild read(Path root, boolean offline) {
    GradleScript gradle = GradleScript.find(root);
    List<Path> files = JavaFiles.below(root, ".java", 64);
    if (files.isEmpty()) {
      throw new UserException(
          "neither a build file (pom.xml, build.gradle) nor a Java source file in " + root);
    }
    Set<Path> mainRoots = new LinkedHashSet<>();
    Set<Path> testRoots = new LinkedHashSet<>();
    for (Path file : files) {
      String text = JavaFiles.read(file, StandardCharsets.UTF_8);
      Optional<Path> sourceRoot = sourceRoot(file, text);
      if (sourceRoot.isEmpty() || !sourceRoot.get().startsWith(root)) {
        continue;
      }
      boolean test = JavaSources.importsTests(text) || underTest(root.relativize(file));
      (test ? testRoots : mainRoots).add(sourceRoot.get());
    }
    List<Path> resources =
        Stream.of("src/test/resources", "src/main/resources", "resources")
            .map(root::resolve)
            .filter(Files::isDirectory)
            .toList();
    List<String> notes = new ArrayList<>(gradle.notes());
    List<Path> libraries = new ArrayList<>(JavaFiles.below(root, ".jar", JAR_DEPTH));
    libraries.addAll(gradle.libraries(root, offline, notes));
    if (!JUnitJars.provided(libraries)) {
      libraries.addAll(JUnitJars.ours());
    }
    JavaModule module =
        new JavaModule(
            String.valueOf(root.getFileName()),
            root,
            List.copyOf(mainRoots),
            List.copyOf(testRoots),
            resources,
            libraries,
            List.of(),
            gradle.release().orElse(Runtime.version().feature()),
            StandardCharsets.UTF_8,
            List.of(),
            List.of());
    return new JavaBuild(root, gradle.present() ? "gradle" : "none", List.of(module), notes);
  }

  private static boolean underTest(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.equals("test") || name.equals("tests")) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Path> sourceRoot(Path file, String text) {
    Path folder = file.getParent();
    Matcher declared = PACKAGE.matcher(text);
    if (!declared.find()) {
      return Optional.ofNullable(folder);
    }
    String[] names = declared.group(1).split("\\.");
    for (int i = names.length - 1; i >= 0; i--) {
      if (folder == null || !folder.endsWith(names[i])) {
        return Optional.empty();
      }
      folder = folder.getParent();
    }
    return Optional.ofNullable(folder);
  }
}
