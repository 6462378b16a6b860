package dev.stepwise.bench.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BrokenRecallTest {

  @Test
  @Tag("slow")
  void ourOwnSourcesKeepTheirDeclarations() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of("src"))) {
      files = all.filter(p -> p.toString().endsWith(".java")).sorted().toList();
    }
    assertThat(new BrokenRecall(3).of(files, 300)).isGreaterThanOrEqualTo(0.98);
  }
}
