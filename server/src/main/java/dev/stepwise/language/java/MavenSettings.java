package dev.stepwise.language.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What a Maven model's plugins say of compiling and testing. */
final class MavenSettings {
  private static final List<String> KEPT_JVM_FLAGS =
      List.of("--add-opens", "--add-exports", "--add-modules", "--enable-", "-D", "-Xss");

  private final Model model;

  MavenSettings(Model model) {
    this.model = model;
  }

  /** The Java release of the source; 8 where nothing is said, as Maven's compiler plugin has it. */
  int release() {
    return Stream.of(
            compiler("release"),
            property("maven.compiler.release"),
            compiler("source"),
            property("maven.compiler.source"),
            compiler("target"),
            property("maven.compiler.target"))
        .flatMap(Optional::stream)
        .map(v -> v.startsWith("1.") ? v.substring(2) : v)
        .filter(v -> v.matches("\\d{1,3}"))
        .map(Integer::parseInt)
        .findFirst()
        .orElse(8);
  }

  /** Flags that change what the compiler accepts. */
  List<String> compilerFlags() {
    List<String> flags = new ArrayList<>();
    if (compiler("enablePreview").filter("true"::equals).isPresent()
        || compilerArguments().anyMatch("--enable-preview"::equals)) {
      flags.add("--enable-preview");
    }
    if (compiler("parameters").or(() -> property("maven.compiler.parameters")).isPresent()
        || compilerArguments().anyMatch("-parameters"::equals)) {
      flags.add("-parameters");
    }
    return flags;
  }

  /** Flags and system properties that surefire gives to the tests' JVM, agents left out. */
  List<String> jvmFlags() {
    List<String> flags = new ArrayList<>();
    String line =
        plugin("maven-surefire-plugin", "argLine").or(() -> property("argLine")).orElse("");
    String[] words = line.replaceAll("[@$]\\{[^}]*}", " ").trim().split("\\s+");
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (KEPT_JVM_FLAGS.stream().noneMatch(word::startsWith)) {
        continue;
      }
      flags.add(word);
      if (word.startsWith("--add-") && !word.contains("=") && i + 1 < words.length) {
        flags.add(words[++i]);
      }
    }
    configurations("maven-surefire-plugin")
        .flatMap(c -> Optional.ofNullable(c.getChild("systemPropertyVariables")).stream())
        .flatMap(c -> Stream.of(c.getChildren()))
        .filter(c -> c.getValue() != null)
        .forEach(c -> flags.add("-D" + c.getName() + "=" + c.getValue()));
    return flags;
  }

  private Stream<String> compilerArguments() {
    return configurations("maven-compiler-plugin")
        .flatMap(c -> Optional.ofNullable(c.getChild("compilerArgs")).stream())
        .flatMap(c -> Stream.of(c.getChildren()))
        .flatMap(c -> Optional.ofNullable(c.getValue()).stream());
  }

  private Optional<String> compiler(String key) {
    return plugin("maven-compiler-plugin", key);
  }

  private Optional<String> property(String key) {
    return Optional.ofNullable(model.getProperties().getProperty(key))
        .filter(v -> !v.isBlank() && !v.contains("${"));
  }

  private Optional<String> plugin(String artifact, String key) {
    return configurations(artifact)
        .flatMap(c -> Optional.ofNullable(c.getChild(key)).stream())
        .flatMap(c -> Optional.ofNullable(c.getValue()).stream())
        .map(String::trim)
        .filter(v -> !v.isEmpty() && !v.contains("${"))
        .findFirst();
  }

  private Stream<Xpp3Dom> configurations(String artifact) {
    Stream<Plugin> managed =
        Optional.ofNullable(model.getBuild().getPluginManagement()).stream()
            .flatMap(m -> m.getPlugins().stream());
    return Stream.concat(model.getBuild().getPlugins().stream(), managed)
        .filter(p -> p.getArtifactId().equals(artifact))
        .map(Plugin::getConfiguration)
        .filter(Xpp3Dom.class::isInstance)
        .map(Xpp3Dom.class::cast);
  }
}
