package dev.stepwise.index;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Started by {@link KilledWriterTest} to change a workspace and its index until it is killed. */
final class WriterToKill {
  private WriterToKill() {}

  /** Arguments: workspace, cache folder, seed. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    RandomWorkspace workspace = new RandomWorkspace(root, Long.parseLong(args[2]));
    try (ProjectIndex index = ProjectIndex.open(root, Path.of(args[1]))) {
      index.update(IndexListener.NONE, Budget.of(Duration.ofMinutes(1)));
      System.out.println("ready");
      while (true) {
        for (int i = 0; i < 5; i++) {
          index.changed(workspace.change());
        }
        index.commit();
      }
    }
  }
}
