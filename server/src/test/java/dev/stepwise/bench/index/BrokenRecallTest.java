package dev.stepwise.bench.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BrokenRecallTest {
  private static final long SEED = 3;

  /** Real files of a usual size: in our own, one damaged header is already a tenth of the file. */
  @Test
  @Tag("slow")
  void theJdksSourcesKeepTheirDeclarations() throws IOException {
    Path zip = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    assumeThat(zip).as("the sources of the JDK").exists();
    try (FileSystem sources = FileSystems.newFileSystem(zip)) {
      check(sources.getPath("java.base"), 0.99);
    }
  }

  private static void check(Path root, double least) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(p -> p.toString().endsWith(".java")).sorted().toList();
    }
    assertThat(new BrokenRecall(SEED).of(files, 300))
        .as("seed %d", SEED)
        .isGreaterThanOrEqualTo(least);
  }
}
