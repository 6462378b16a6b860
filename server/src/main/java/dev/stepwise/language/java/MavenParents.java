package dev.stepwise.language.java;

import eu.maveniverse.maven.mima.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Finds the POMs of parents and imported dependency lists for Maven's model builder. */
final class MavenParents implements ModelResolver {
  private final Context context;
  private final List<RemoteRepository> repositories;

  MavenParents(Context context) {
    this(context, context.remoteRepositories());
  }

  private MavenParents(Context context, List<RemoteRepository> repositories) {
    this.context = context;
    this.repositories = new ArrayList<>(repositories);
  }

  @Override
  public FileModelSource resolveModel(String group, String artifact, String version)
      throws UnresolvableModelException {
    try {
      ArtifactRequest request =
          new ArtifactRequest(
              new DefaultArtifact(group, artifact, "", "pom", version), repositories, "");
      return new FileModelSource(
          context
              .repositorySystem()
              .resolveArtifact(context.repositorySystemSession(), request)
              .getArtifact()
              .getFile());
    } catch (ArtifactResolutionException e) {
      throw new UnresolvableModelException(e.getMessage(), group, artifact, version, e);
    }
  }

  @Override
  public FileModelSource resolveModel(Parent parent) throws UnresolvableModelException {
    return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
  }

  @Override
  public FileModelSource resolveModel(Dependency dependency) throws UnresolvableModelException {
    return resolveModel(
        dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
  }

  @Override
  public void addRepository(Repository repository) {
    addRepository(repository, false);
  }

  @Override
  public void addRepository(Repository repository, boolean replace) {
    RemoteRepository asked =
        new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build();
    if (repositories.stream().noneMatch(r -> r.getId().equals(asked.getId()))) {
      repositories.addAll(
          context
              .repositorySystem()
              .newResolutionRepositories(context.repositorySystemSession(), List.of(asked)));
    }
  }

  @Override
  public ModelResolver newCopy() {
    return new MavenParents(context, repositories);
  }
}
