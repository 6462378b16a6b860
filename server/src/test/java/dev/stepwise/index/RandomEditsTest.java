package dev.stepwise.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After any sequence of changes the index equals one that is built from scratch. */
class RandomEditsTest {
  @TempDir Path folder;
  private int scratches;

  @Test
  void aFewHundredEdits() throws IOException {
    check(41, 300, 100);
  }

  @Test
  @Tag("slow")
  void tenThousandEdits() throws IOException {
    check(42, 10_000, 500);
  }

  private void check(long seed, int operations, int every) throws IOException {
    System.out.println("seed " + seed);
    Path root = Files.createDirectories(folder.resolve("w"));
    RandomWorkspace workspace = new RandomWorkspace(root, seed);
    Random random = new Random(seed);
    Map<Path, String> unsaved = new HashMap<>();
    Set<Path> touched = new HashSet<>();
    workspace.fill(40);
    ProjectIndex index = built(root, folder.resolve("cache"), Map.of());
    try {
      for (int i = 1; i <= operations; i++) {
        switch (random.nextInt(12)) {
          case 0 -> {
            for (Path file : workspace.anyFile()) {
              unsaved.put(file, workspace.text());
              index.overlay(file, unsaved.get(file));
            }
          }
          case 1 -> {
            for (Path file : unsaved.keySet().stream().sorted().limit(1).toList()) {
              unsaved.remove(file);
              index.removeOverlay(file);
            }
          }
          default -> {
            // told some at a time, as a watcher does
            touched.addAll(workspace.change());
            if (random.nextInt(4) == 0) {
              tell(index, touched);
            }
          }
        }
        if (random.nextInt(400) == 0) {
          index.close();
          touched.clear();
          workspace.change();
          index = built(root, folder.resolve("cache"), unsaved);
        }
        if (i % every == 0) {
          tell(index, touched);
          Path cache = folder.resolve("scratch" + scratches++);
          try (ProjectIndex scratch = built(root, cache, unsaved)) {
            assertThat(Fingerprint.of(index))
                .as("seed %d, after %d operations", seed, i)
                .isEqualTo(Fingerprint.of(scratch));
          }
        }
      }
    } finally {
      index.close();
    }
  }

  private static void tell(ProjectIndex index, Set<Path> touched) {
    index.changed(touched);
    touched.clear();
  }

  private static ProjectIndex built(Path root, Path cache, Map<Path, String> unsaved) {
    ProjectIndex index = ProjectIndex.open(root, cache);
    index.update(IndexListener.NONE, Budget.of(Duration.ofMinutes(1)));
    unsaved.forEach(index::overlay);
    return index;
  }
}
