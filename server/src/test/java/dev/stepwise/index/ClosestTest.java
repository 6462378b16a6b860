package dev.stepwise.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The closest of many declarations are found without reading all their paths. */
class ClosestTest {
  private static final long SEED = 11;

  @TempDir Path folder;

  @Test
  void findsTheSameAsLookingAtAll() throws IOException {
    Random random = new Random(SEED);
    Path root = folder.resolve("w");
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StringBuilder path = new StringBuilder();
      for (int depth = random.nextInt(4); depth > 0; depth--) {
        path.append((char) ('a' + random.nextInt(3))).append('/');
      }
      paths.add(path.append("F").append(i).append(".java").toString());
      Path file = root.resolve(paths.getLast());
      Files.createDirectories(file.getParent());
      Files.writeString(file, "class F" + i + " { void same() {} void use() { same(); } }");
    }
    try (ProjectIndex index = ProjectIndex.open(root, folder.resolve("cache"))) {
      index.update(IndexListener.NONE, Budget.of(Duration.ofMinutes(1)));
      for (int i = 0; i < 100; i++) {
        String near = paths.get(random.nextInt(paths.size()));
        int limit = 1 + random.nextInt(30);
        check(index, paths, i % 2 == 0 ? near : near.replace("F", "G"), limit);
      }
    }
  }

  private static void check(ProjectIndex index, List<String> paths, String near, int limit) {
    Closeness closeness = new Closeness(near);
    List<Integer> expected =
        paths.stream().map(closeness::of).sorted(Comparator.reverseOrder()).limit(limit).toList();
    assertThat(index.definitions("same", near, limit))
        .as("near %s, seed %d", near, SEED)
        .extracting(symbol -> closeness.of(symbol.path()))
        .containsExactlyElementsOf(expected);
    assertThat(index.callers("same", near, limit))
        .as("callers near %s, seed %d", near, SEED)
        .extracting(reference -> closeness.of(reference.enclosing().path()))
        .containsExactlyElementsOf(expected);
  }
}
