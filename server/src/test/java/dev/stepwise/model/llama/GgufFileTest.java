package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {
  @TempDir Path folder;

  private GgufFile read(GgufBytes bytes) throws IOException {
    return GgufFile.read(Files.write(folder.resolve("m.gguf"), bytes.bytes()));
  }

  private void refused(GgufBytes bytes, String why) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("m.gguf")
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  private static GgufBytes llama(int heads) {
    return GgufBytes.start(1, 6)
        .keyText("general.architecture", "llama")
        .keyText("general.name", "Stepwise repair")
        .keyNumber("llama.block_count", 2)
        .keyNumber("llama.embedding_length", 64)
        .keyNumber("llama.context_length", 512)
        .keyNumber("llama.attention.head_count", heads)
        .tensor("token_embd.weight", 2, 0, 64, 4);
  }

  @Test
  void readsWhatAModelSaysOfItself() throws IOException {
    GgufFile file = read(llama(4).zeros(4 * 36 + 64));
    assertThat(file.architecture()).isEqualTo("llama");
    assertThat(file.trainedContext()).isEqualTo(512);
    assertThat(file.tensorBytes()).isEqualTo(4 * 36);
    assertThat(file.cacheBytesPerToken()).isEqualTo(2 * 64 * 2 * 2);
    assertThat(file.repairTemplate()).isTrue();
  }

  @Test
  void refusesWhatIsNoModel() {
    refused(new GgufBytes().text("<html>not found</html>, and a good deal more"), "not a GGUF");
    refused(new GgufBytes().text("GG"), "not a GGUF");
    refused(GgufBytes.start(0, 0).zeros(8), "names no architecture");
  }

  @Test
  void refusesTruncatedFiles() {
    refused(llama(4).zeros(10), "truncated");
    refused(GgufBytes.start(1, 2).keyText("general.architecture", "llama"), "truncated");
  }

  @Test
  void refusesAbsurdSizes() {
    refused(GgufBytes.start(1L << 60, 1), "number of tensors");
    refused(GgufBytes.start(1, -1), "number of keys");
    refused(GgufBytes.start(0, 1).i64(1L << 40).zeros(64), "length of a string");
    refused(GgufBytes.start(0, 1).string("k").u32(9).u32(4).i64(1L << 62).zeros(64), "truncated");
    refused(
        GgufBytes.start(1, 1)
            .keyText("general.architecture", "llama")
            .tensor("t", 0, 0, 1L << 39, 1L << 39)
            .zeros(64),
        "absurdly large");
    refused(llama(1 << 30).zeros(4 * 36 + 64), "attention.head_count");
  }

  @Test
  void saysThatAMissingFileIsMissing() {
    assertThatThrownBy(() -> GgufFile.read(folder.resolve("none.gguf")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no such model file");
  }
}
