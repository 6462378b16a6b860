package dev.stepwise.cli;

import dev.stepwise.index.IndexListener;
import dev.stepwise.index.Lookup;
import dev.stepwise.index.ProjectIndex;
import dev.stepwise.model.catalogue.CacheFolder;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The index of a workspace, brought up to date when it is first asked for. */
final class LazyIndex implements Supplier<Lookup>, AutoCloseable {
  private final Path root;
  private Optional<ProjectIndex> opened = Optional.empty();

  LazyIndex(Path root) {
    this.root = root;
  }

  @Override
  public Lookup get() {
    if (opened.isEmpty()) {
      ProjectIndex index = ProjectIndex.open(root, CacheFolder.open());
      opened = Optional.of(index);
      index.update(IndexListener.NONE, Budget.of(Duration.ofMinutes(10)));
    }
    return opened.get();
  }

  @Override
  public void close() {
    opened.ifPresent(ProjectIndex::close);
  }
}
