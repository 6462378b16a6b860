package dev.stepwise.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies while it writes leaves a store that the next one makes right. */
@Tag("slow")
class KilledWriterTest {
  private static final long SEED = 7;
  private static final int KILLS = 100;

  @TempDir Path folder;

  @Test
  void aHundredKillsAtRandomMoments() throws IOException, InterruptedException {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    Path root = Files.createDirectories(folder.resolve("w"));
    Path cache = folder.resolve("cache");
    new RandomWorkspace(root, SEED).fill(60);
    int whileWriting = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      whileWriting += killed(root, cache, SEED + kill, random.nextInt(300)) ? 1 : 0;
      Map<String, ?> recovered = fingerprint(root, cache);
      assertThat(recovered).isEqualTo(fingerprint(root, folder.resolve("scratch" + kill)));
    }
    assertThat(whileWriting).as("killed after the first build").isGreaterThan(KILLS / 2);
  }

  /** Answers whether the writer got as far as changing things. */
  private static boolean killed(Path root, Path cache, long seed, int millis)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                WriterToKill.class.getName(),
                root.toString(),
                cache.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream out = writer.getInputStream()) {
      // every fifth dies in its first steps, the others while they write
      boolean early = seed % 5 == 0;
      boolean ready =
          !early && new String(out.readNBytes(5), StandardCharsets.UTF_8).equals("ready");
      boolean ended = writer.waitFor(early ? 100 + millis : millis, TimeUnit.MILLISECONDS);
      assertThat(ended).isFalse();
      return ready;
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private static Map<String, ?> fingerprint(Path root, Path cache) {
    try (ProjectIndex index = ProjectIndex.open(root, cache)) {
      index.update(IndexListener.NONE, Budget.of(Duration.ofMinutes(1)));
      return Fingerprint.of(index);
    }
  }
}
