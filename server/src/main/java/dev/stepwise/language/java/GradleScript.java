package dev.stepwise.language.java;

import dev.stepwise.settings.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;

/**
 * What can be read off Gradle build scripts without running them: libraries named by plain
 * coordinates and the Java release. Anything a script computes is not seen; a note says so.
 */
final class GradleScript {
  private static final Pattern LIBRARY =
      Pattern.compile(
          "\\b(?:implementation|api|compileOnly|runtimeOnly|testImplementation|testCompileOnly"
              + "|testRuntimeOnly)\\s*\\(?\\s*(platform\\s*\\(\\s*)?"
              + "[\"']([\\w.-]+):([\\w.-]+)(?::([\\w.+-]+))?[\"']");
  private static final Pattern RELEASE =
      Pattern.compile(
          "(?:JavaLanguageVersion\\.of\\(|options\\.release\\s*=\\s*|options\\.release\\.set\\(|"
              + "sourceCompatibility\\s*=\\s*[\"']?(?:JavaVersion\\.VERSION_)?(?:1[._])?)(\\d{1,2})");

  private final String text;

  private GradleScript(String text) {
    this.text = text;
  }

  static GradleScript find(Path root) {
    return Stream.of("build.gradle", "build.gradle.kts")
        .map(root::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(f -> new GradleScript(JavaFiles.read(f, StandardCharsets.UTF_8)))
        .orElse(new GradleScript(""));
  }

  boolean present() {
    return !text.isEmpty();
  }

  List<String> notes() {
    return present()
        ? List.of("Gradle was not run: only libraries named by plain coordinates are known")
        : List.of();
  }

  Optional<Integer> release() {
    Matcher release = RELEASE.matcher(text);
    return release.find() ? Optional.of(Integer.parseInt(release.group(1))) : Optional.empty();
  }

  /** Jars of the libraries named; those that cannot be had become a note. */
  List<Path> libraries(Path root, boolean offline, List<String> notes) {
    List<Dependency> named = new ArrayList<>();
    List<Dependency> platforms = new ArrayList<>();
    Matcher library = LIBRARY.matcher(text);
    while (library.find()) {
      Dependency dependency = new Dependency();
      dependency.setGroupId(library.group(2));
      dependency.setArtifactId(library.group(3));
      if (library.group(4) != null) {
        dependency.setVersion(library.group(4));
      }
      (library.group(1) == null ? named : platforms).add(dependency);
    }
    if (named.isEmpty()) {
      return List.of();
    }
    for (boolean local : offline ? new boolean[] {true} : new boolean[] {true, false}) {
      try (MavenLibraries repository = MavenLibraries.open(root, local)) {
        Model model = repository.withPlatforms(platforms, named);
        return repository.resolve(root.toString(), model, model.getDependencies());
      } catch (UserException e) {
        if (!local || offline) {
          notes.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return List.of();
  }
}
