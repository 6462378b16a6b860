package dev.stepwise.language.java;

import dev.stepwise.settings.UserException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Resource;

/**
 * Reads Maven projects, with several modules too, through Maven's own model builder and resolver.
 * Maven itself is not run: that would take seconds, need its plugins and write into the workspace.
 */
final class MavenBuild {
  private final Path root;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Model> models = new LinkedHashMap<>();

  private MavenBuild(Path root) {
    this.root = root;
  }

  static JavaBuild read(Path root, boolean offline) {
    // Without the network first: it is faster, and enough wherever the project was built before.
    try (MavenLibraries libraries = MavenLibraries.open(root, true)) {
      return new MavenBuild(root).read(libraries);
    } catch (UserException e) {
      if (offline) {
        throw e;
      }
    }
    try (MavenLibraries libraries = MavenLibraries.open(root, false)) {
      return new MavenBuild(root).read(libraries);
    }
  }

  private JavaBuild read(MavenLibraries libraries) {
    readModel(root.resolve("pom.xml"), libraries);
    List<JavaModule> modules = new ArrayList<>();
    for (String name : compileOrder()) {
      JavaModule module =
          module(name, Optional.ofNullable(models.get(name)).orElseThrow(), libraries);
      if (!module.mainRoots().isEmpty() || !module.testRoots().isEmpty()) {
        modules.add(module);
      }
    }
    if (modules.isEmpty()) {
      throw new UserException("no Java source folder in the Maven project " + root);
    }
    return new JavaBuild(root, "maven", modules, notes);
  }

  private void readModel(Path pom, MavenLibraries libraries) {
    Model model = libraries.readModel(pom);
    if (models.putIfAbsent(name(model), model) != null) {
      return;
    }
    for (String child : model.getModules()) {
      Path at = pom.resolveSibling(child).normalize();
      Path childPom = Files.isDirectory(at) ? at.resolve("pom.xml") : at;
      if (Files.isRegularFile(childPom)) {
        readModel(childPom, libraries);
      } else {
        notes.add("module " + child + " has no " + childPom);
      }
    }
  }

  private static String name(Model model) {
    return model.getGroupId() + ":" + model.getArtifactId();
  }

  private static String name(Dependency dependency) {
    return dependency.getGroupId() + ":" + dependency.getArtifactId();
  }

  private Set<String> compileOrder() {
    Set<String> order = new LinkedHashSet<>();
    models.keySet().forEach(name -> placeBehindSiblings(name, order, new LinkedHashSet<>()));
    return order;
  }

  private void placeBehindSiblings(String name, Set<String> order, Set<String> open) {
    Model model = models.get(name);
    if (model == null || order.contains(name) || !open.add(name)) {
      return;
    }
    model.getDependencies().forEach(d -> placeBehindSiblings(name(d), order, open));
    order.add(name);
  }

  private JavaModule module(String name, Model model, MavenLibraries libraries) {
    Path directory = model.getProjectDirectory().toPath();
    MavenSettings settings = new MavenSettings(model);
    List<Path> resources = new ArrayList<>();
    for (Resource resource : model.getBuild().getTestResources()) {
      resources.add(Path.of(resource.getDirectory()));
    }
    for (Resource resource : model.getBuild().getResources()) {
      resources.add(Path.of(resource.getDirectory()));
    }
    Map<String, JavaModule.Sibling> siblings = new LinkedHashMap<>();
    List<Dependency> outside = new ArrayList<>();
    collect(model, true, siblings, outside);
    siblings.remove(name);
    List<Path> paths = withLauncher(libraries.resolve(name, model, outside), libraries);
    int release = settings.release();
    if (release < 8) {
      notes.add(
          name + " asks for Java " + release + "; compiled as Java 8, the oldest javac knows");
    }
    return new JavaModule(
        name,
        directory,
        existing(List.of(Path.of(model.getBuild().getSourceDirectory()))),
        existing(List.of(Path.of(model.getBuild().getTestSourceDirectory()))),
        existing(resources),
        paths,
        List.copyOf(siblings.values()),
        Math.max(8, release),
        encoding(model),
        settings.compilerFlags(),
        settings.jvmFlags());
  }

  /** Splits dependencies into siblings, theirs included, and libraries, in class path order. */
  private void collect(
      Model model,
      boolean own,
      Map<String, JavaModule.Sibling> siblings,
      List<Dependency> outside) {
    for (Dependency dependency : model.getDependencies()) {
      String scope = Optional.ofNullable(dependency.getScope()).orElse("compile");
      if (!own && (scope.equals("test") || scope.equals("provided") || dependency.isOptional())) {
        continue;
      }
      String name = name(dependency);
      Model sibling = models.get(name);
      if (sibling == null) {
        outside.add(dependency);
        continue;
      }
      boolean tests =
          "test-jar".equals(dependency.getType()) || "tests".equals(dependency.getClassifier());
      JavaModule.Sibling before = siblings.get(name);
      siblings.put(name, new JavaModule.Sibling(name, tests || (before != null && before.tests())));
      if (before == null) {
        collect(sibling, false, siblings, outside);
      }
    }
  }

  /**
   * Surefire brings the launcher that fits the project's JUnit 5; so do we, where it can be had.
   */
  private static List<Path> withLauncher(List<Path> paths, MavenLibraries libraries) {
    Pattern engine = Pattern.compile("junit-platform-engine-(.+)\\.jar");
    List<Path> all = new ArrayList<>(paths);
    if (paths.stream().noneMatch(p -> p.toString().contains("junit-platform-launcher"))) {
      paths.stream()
          .map(p -> engine.matcher(String.valueOf(p.getFileName())))
          .filter(Matcher::matches)
          .findFirst()
          .flatMap(m -> libraries.jar("org.junit.platform:junit-platform-launcher:" + m.group(1)))
          .ifPresent(all::add);
    }
    return all;
  }

  private static List<Path> existing(List<Path> folders) {
    return folders.stream().map(Path::normalize).filter(Files::isDirectory).distinct().toList();
  }

  private static Charset encoding(Model model) {
    String name = model.getProperties().getProperty("project.build.sourceEncoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }
}
