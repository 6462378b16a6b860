package dev.stepwise.language.java;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.launcher.Launcher;

/** Which JUnit runs a project's tests: its own where it can, else the one that ships with us. */
public final class JUnitJars {
  private static final Pattern JUNIT_5 =
      Pattern.compile(
          "(junit-platform-|junit-jupiter|junit-vintage|opentest4j|apiguardian).*\\.jar");

  private JUnitJars() {}

  /** The JUnit 4 and 5 that ship with us, each file once. */
  public static List<Path> ours() {
    Set<Path> jars = new LinkedHashSet<>();
    Stream.of(
            Launcher.class,
            org.junit.platform.engine.TestEngine.class,
            org.junit.platform.commons.JUnitException.class,
            org.junit.jupiter.api.Test.class,
            org.junit.jupiter.params.ParameterizedTest.class,
            org.junit.jupiter.engine.JupiterTestEngine.class,
            org.opentest4j.AssertionFailedError.class,
            org.apiguardian.api.API.class,
            org.junit.Test.class,
            org.hamcrest.Matcher.class)
        .map(JUnitJars::origin)
        .forEach(jars::add);
    return List.copyOf(jars);
  }

  /** Whether some JUnit is among the libraries. */
  static boolean provided(List<Path> libraries) {
    return libraries.stream().anyMatch(p -> String.valueOf(p.getFileName()).contains("junit"));
  }

  /**
   * The class path on which tests run: as given where it has a launcher or no JUnit 5 at all, else
   * with all JUnit 5 jars replaced by ours, because launcher and engine must be of one version.
   */
  public static List<Path> forRunning(List<Path> libraries) {
    boolean five = named(libraries, "junit-platform-engine") || named(libraries, "junit-jupiter");
    if (!five || named(libraries, "junit-platform-launcher") || named(libraries, "standalone")) {
      return libraries;
    }
    List<Path> replaced = new ArrayList<>();
    libraries.stream()
        .filter(p -> !JUNIT_5.matcher(String.valueOf(p.getFileName())).matches())
        .forEach(replaced::add);
    replaced.addAll(ours());
    return replaced;
  }

  private static boolean named(List<Path> libraries, String part) {
    return libraries.stream()
        .map(p -> String.valueOf(p.getFileName()))
        .anyMatch(n -> n.contains(part) && n.contains("junit"));
  }

  private static Path origin(Class<?> type) {
    try {
      URI at = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path path = Path.of(at);
      if (!Files.exists(path)) {
        throw new IllegalStateException("no such file: " + path);
      }
      return path;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
