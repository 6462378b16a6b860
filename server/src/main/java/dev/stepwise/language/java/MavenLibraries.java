package dev.stepwise.language.java;

import dev.stepwise.settings.UserException;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelProblem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Libraries by Maven coordinates: from the user's own Maven repository, else downloaded into it
 * with the user's settings (mirrors, proxies, credentials).
 */
final class MavenLibraries implements AutoCloseable {
  private final Context context;
  private final boolean offline;

  private MavenLibraries(Context context, boolean offline) {
    this.context = context;
    this.offline = offline;
  }

  static MavenLibraries open(Path directory, boolean offline) {
    ContextOverrides wishes =
        ContextOverrides.create()
            .withUserSettings(true)
            .withBasedirOverride(directory)
            .offline(offline)
            .build();
    return new MavenLibraries(Runtimes.INSTANCE.getRuntime().create(wishes), offline);
  }

  /** The effective model: parents, profiles and properties applied. */
  Model readModel(Path pom) {
    DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
    request.setPomFile(pom.toFile());
    return build(request, pom.toString());
  }

  private Model build(ModelBuildingRequest request, String what) {
    request.setModelResolver(new MavenParents(context));
    request.setSystemProperties(System.getProperties());
    request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
    try {
      return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
    } catch (ModelBuildingException e) {
      String why =
          e.getProblems().stream()
              .map(ModelProblem::getMessage)
              .findFirst()
              .orElse(String.valueOf(e.getMessage()));
      throw new UserException("cannot read " + what + ": " + oneLine(why) + hint(), e);
    }
  }

  /** A model of these libraries, where {@code platforms} give versions to those without. */
  Model withPlatforms(List<Dependency> platforms, List<Dependency> libraries) {
    Model model = new Model();
    model.setModelVersion("4.0.0");
    model.setGroupId("workspace");
    model.setArtifactId("workspace");
    model.setVersion("0");
    libraries.forEach(model::addDependency);
    DependencyManagement management = new DependencyManagement();
    for (Dependency platform : platforms) {
      platform.setType("pom");
      platform.setScope("import");
      management.addDependency(platform);
    }
    model.setDependencyManagement(management);
    return build(new DefaultModelBuildingRequest().setRawModel(model), "the Gradle libraries");
  }

  /** Jars of a module's dependencies and theirs, in class path order. */
  List<Path> resolve(String module, Model model, List<Dependency> dependencies) {
    CollectRequest collect = new CollectRequest();
    collect.setRepositories(context.remoteRepositories());
    List<Path> system = new ArrayList<>();
    for (Dependency dependency : dependencies) {
      if ("system".equals(dependency.getScope())) {
        system.add(Path.of(dependency.getSystemPath()));
      } else if (!"import".equals(dependency.getScope())) {
        collect.addDependency(convert(dependency));
      }
    }
    if (model.getDependencyManagement() != null) {
      model
          .getDependencyManagement()
          .getDependencies()
          .forEach(d -> collect.addManagedDependency(convert(d)));
    }
    try {
      List<Path> jars =
          context
              .repositorySystem()
              .resolveDependencies(
                  context.repositorySystemSession(), new DependencyRequest(collect, null))
              .getArtifactResults()
              .stream()
              .map(ArtifactResult::getArtifact)
              .map(Artifact::getFile)
              .filter(f -> f != null && f.getName().endsWith(".jar"))
              .map(f -> f.toPath().toAbsolutePath())
              .toList();
      List<Path> all = new ArrayList<>(jars);
      all.addAll(system);
      return all;
    } catch (DependencyResolutionException e) {
      throw new UserException("libraries of " + module + " are missing: " + missing(e) + hint(), e);
    }
  }

  /** One jar without its dependencies; empty where it cannot be had. */
  Optional<Path> jar(String coordinates) {
    try {
      ArtifactRequest request =
          new ArtifactRequest(new DefaultArtifact(coordinates), context.remoteRepositories(), "");
      return Optional.of(
          context
              .repositorySystem()
              .resolveArtifact(context.repositorySystemSession(), request)
              .getArtifact()
              .getFile()
              .toPath());
    } catch (ArtifactResolutionException e) {
      return Optional.empty();
    }
  }

  private static String missing(DependencyResolutionException e) {
    List<String> names = new ArrayList<>();
    if (e.getResult() != null) {
      for (ArtifactResult result : e.getResult().getArtifactResults()) {
        if (result.isMissing() || !result.isResolved()) {
          names.add(String.valueOf(result.getRequest().getArtifact()));
        }
      }
    }
    return names.isEmpty() ? oneLine(String.valueOf(e.getMessage())) : String.join(", ", names);
  }

  private String hint() {
    return offline
        ? " (offline; run 'mvn dependency:go-offline' in the project once with the network on)"
        : "";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }

  private org.eclipse.aether.graph.Dependency convert(Dependency dependency) {
    String type = Objects.requireNonNullElse(dependency.getType(), "jar");
    ArtifactType known = context.repositorySystemSession().getArtifactTypeRegistry().get(type);
    String extension = known == null ? type : known.getExtension();
    String classifier = Objects.requireNonNullElse(dependency.getClassifier(), "");
    if (classifier.isEmpty() && known != null) {
      classifier = known.getClassifier();
    }
    Artifact artifact =
        new DefaultArtifact(
            dependency.getGroupId(),
            dependency.getArtifactId(),
            classifier,
            extension,
            dependency.getVersion());
    List<Exclusion> exclusions =
        dependency.getExclusions().stream()
            .map(x -> new Exclusion(x.getGroupId(), x.getArtifactId(), "*", "*"))
            .toList();
    return new org.eclipse.aether.graph.Dependency(
        artifact, dependency.getScope(), dependency.isOptional(), exclusions);
  }

  @Override
  public void close() {
    context.close();
  }
}
