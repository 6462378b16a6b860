package dev.stepwise.model.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.ModelStore;
import dev.stepwise.model.catalogue.Progress;
import dev.stepwise.model.llama.TinyModels;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that nobody vouches for: this process survives each of them. */
@Tag("slow")
class TrialLoadTest {
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(5));

  @TempDir static Path shared;
  private static Path tiny;
  @TempDir Path folder;

  @BeforeAll
  static void makeModels() throws IOException, InterruptedException {
    tiny = TinyModels.make(shared, "deepseek2", "llama");
  }

  private LanguageModel open(Path weights) {
    Catalogue catalogue = Catalogue.load();
    return new Models(catalogue, ModelStore.open(catalogue, Optional.empty()), folder, Map.of())
        .open(weights.toString(), Progress.SILENT, BUDGET);
  }

  private List<Path> remembered() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tried"))) {
      return files.toList();
    }
  }

  /** A copy of a tiny model in which the text that follows a mark begins with an x. */
  private Path spoilt(String name, String mark, String text) throws IOException {
    byte[] bytes = Files.readAllBytes(tiny.resolve(name + ".gguf"));
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = all.indexOf(text, all.indexOf(mark));
    assertThat(at).isPositive();
    bytes[at] = 'x';
    return Files.write(folder.resolve("spoilt.gguf"), bytes);
  }

  @Test
  void aModelThatCrashesLlamaCppIsRefusedAndRemembered() throws IOException {
    // llama.cpp then guesses the length, and a GGML_ASSERT ends the process.
    Path damaged = spoilt("deepseek2", "GGUF", "deepseek2.attention.key_length");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> open(damaged))
          .isInstanceOf(ModelException.class)
          .hasMessage(damaged + " is damaged: llama.cpp crashes on it; fetch it again");
    }
    assertThat(remembered()).hasSize(1);
  }

  @Test
  void aVerdictFollowsTheContent() throws IOException {
    Path sound = Files.copy(tiny.resolve("llama.gguf"), folder.resolve("model.gguf"));
    open(sound).close();
    Path moved = Files.move(sound, folder.resolve("moved.gguf"));
    Files.setLastModifiedTime(moved, FileTime.fromMillis(0));
    open(moved).close();
    assertThat(remembered()).as("moved and touched, but the same").hasSize(1);
    FileTime time = Files.getLastModifiedTime(moved);
    Path other = spoilt("llama", "general.architecture", "llama");
    assertThat(other).hasSize(Files.size(moved));
    Files.move(other, moved, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(moved, time);
    assertThatThrownBy(() -> open(moved))
        .as("of the same size and time, but another")
        .hasMessageContaining("xlama");
  }

  @Test
  void aSoundModelIsTriedOnce() throws IOException {
    Path sound = tiny.resolve("llama.gguf");
    for (int i = 0; i < 2; i++) {
      try (LanguageModel model = open(sound)) {
        assertThat(model.countTokens(Prompt.ofText("int a"))).isPositive();
      }
    }
    assertThat(remembered()).singleElement().satisfies(f -> assertThat(f).hasContent("loads"));
  }

  @Test
  void whatLlamaCppRefusesIsToldInItsWords() throws IOException {
    Path unknown = spoilt("llama", "general.architecture", "llama");
    assertThatThrownBy(() -> open(unknown))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("spoilt.gguf")
        .hasMessageContaining("xlama")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aModelLargerThanTheMemoryIsRefusedBeforeItIsLoaded() throws IOException {
    Path huge = folder.resolve("huge.gguf");
    ByteBuffer head = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    head.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(1).putLong(1);
    string(head, "general.architecture").putInt(8);
    string(head, "llama");
    string(head, "token_embd.weight").putInt(2).putLong(1 << 20).putLong(1 << 20).putInt(0);
    head.putLong(0).flip();
    long size = 4L << 40; // as sparse as this file is, it takes one block
    try (FileChannel out =
        FileChannel.open(huge, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(head);
      out.write(ByteBuffer.allocate(1), size + (1 << 12));
    }
    assertThatThrownBy(() -> open(huge))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(huge + " needs about ")
        .hasMessageContaining("MB are available; choose a smaller model")
        .hasMessageNotContaining("\n");
  }

  private static ByteBuffer string(ByteBuffer into, String text) {
    return into.putLong(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aTrialCanBeCancelled() {
    Budget cancelled = Budget.of(Duration.ofMinutes(5), () -> true);
    Catalogue catalogue = Catalogue.load();
    Models models =
        new Models(catalogue, ModelStore.open(catalogue, Optional.empty()), folder, Map.of());
    assertThatThrownBy(
            () -> models.open(tiny.resolve("llama.gguf").toString(), Progress.SILENT, cancelled))
        .isInstanceOf(CancellationException.class);
  }
}
