package dev.stepwise.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.model.ModelException;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final byte[] WEIGHTS = "GGUF, the weights".getBytes(StandardCharsets.UTF_8);
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));

  @TempDir Path temp;

  @Test
  void joinsPartsBesideTheCatalogue() throws IOException {
    Files.write(temp.resolve("w.part0"), Arrays.copyOfRange(WEIGHTS, 0, 5));
    Files.write(temp.resolve("w.part1"), Arrays.copyOfRange(WEIGHTS, 5, WEIGHTS.length));
    ModelStore store = store(hash(WEIGHTS), "", new Source.Parts(List.of("w.part0", "w.part1")));
    assertThat(store.find("m")).isEmpty();
    Path pulled = store.pull("m", Progress.SILENT, BUDGET);
    assertThat(pulled).hasBinaryContent(WEIGHTS).hasFileName("w.gguf");
    assertThat(store.find("m")).contains(pulled);
    assertThat(store.verify("m", BUDGET)).isEmpty();
    assertThat(store.pull("m", Progress.SILENT, BUDGET)).isEqualTo(pulled);
  }

  @Test
  void neverUsesAWrongHashAndTriesTheNextSource() throws IOException {
    Files.writeString(temp.resolve("bad"), "not the weights");
    Files.write(temp.resolve("good"), WEIGHTS);
    Said said = new Said(false);
    ModelStore store =
        store(
            hash(WEIGHTS), "", new Source.Parts(List.of("bad")), new Source.Parts(List.of("good")));
    assertThat(store.pull("m", said, BUDGET)).hasBinaryContent(WEIGHTS);
    assertThat(said.lines).anyMatch(l -> l.contains("wrong SHA-256"));
    assertThat(temp.resolve("store/m").toFile().list())
        .containsExactlyInAnyOrder("w.gguf", "installed.json");
  }

  @Test
  void tellsOneLineWhenNoSourceIsRight() throws IOException {
    Files.writeString(temp.resolve("bad"), "not the weights");
    ModelStore store = store(hash(WEIGHTS), "", new Source.Parts(List.of("bad")));
    assertThatThrownBy(() -> store.pull("m", Progress.SILENT, BUDGET))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot pull m from any source: parts bad: wrong SHA-256");
    assertThat(store.find("m")).isEmpty();
  }

  @Test
  void asksBeforeItUsesWeightsWithoutAKnownHash() throws IOException {
    Files.write(temp.resolve("w"), WEIGHTS);
    ModelStore store = store("", "", new Source.Parts(List.of("w")));
    assertThatThrownBy(() -> store.pull("m", new Said(false), BUDGET))
        .hasMessageContaining("--yes");
    Said said = new Said(true);
    assertThat(store.pull("m", said, BUDGET)).hasBinaryContent(WEIGHTS);
    assertThat(said.lines).anyMatch(l -> l.contains(hash(WEIGHTS)));
    assertThat(temp.resolve("store/m/installed.json")).content().contains(hash(WEIGHTS));
  }

  @Test
  void takesWhatAnotherProgramHasButOnlyIfItIsWhatItsNameSays() throws IOException {
    Path blobs = Files.createDirectories(temp.resolve("home/.ollama/models/blobs"));
    Path blob = Files.writeString(blobs.resolve("sha256-" + hash(WEIGHTS)), "something else");
    Files.write(temp.resolve("w"), WEIGHTS);
    ModelStore store = store(hash(WEIGHTS), "", new Source.Parts(List.of("w")));
    assertThat(store.pull("m", Progress.SILENT, BUDGET)).hasBinaryContent(WEIGHTS);
    Folders.delete(temp.resolve("store"));
    Files.delete(temp.resolve("w"));
    Files.write(blob, WEIGHTS);
    assertThat(store.pull("m", Progress.SILENT, BUDGET)).hasBinaryContent(WEIGHTS);
    assertThat(blob).hasBinaryContent(WEIGHTS);
  }

  @Test
  void saysWhereToLookIfNoDownloadIsKnown() {
    assertThatThrownBy(() -> store(hash(WEIGHTS), "").pull("m", Progress.SILENT, BUDGET))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("give the path as --model");
  }

  @Test
  void convertsToTheFasterQuantisationAndRecordsBothHashes() throws IOException {
    Files.write(temp.resolve("w"), WEIGHTS);
    Quantiser upper = (from, to, type, budget) -> copy(from, to, type);
    Path pulled =
        store(hash(WEIGHTS), "Q4_0", Optional.of(upper), new Source.Parts(List.of("w")))
            .pull("m", Progress.SILENT, BUDGET);
    assertThat(pulled).hasFileName("w.Q4_0.gguf").hasContent("Q4_0");
    assertThat(temp.resolve("store/m/installed.json"))
        .content()
        .contains(hash(WEIGHTS), hash("Q4_0".getBytes(StandardCharsets.UTF_8)));
    assertThat(temp.resolve("store/m").toFile().list()).hasSize(2);
  }

  @Test
  void keepsTheWeightsWhenTheyCannotBeConverted() throws IOException {
    Files.write(temp.resolve("w"), WEIGHTS);
    Quantiser broken =
        (from, to, type, budget) -> {
          throw new ModelException("no such quantisation");
        };
    Path pulled =
        store(hash(WEIGHTS), "Q4_0", Optional.of(broken), new Source.Parts(List.of("w")))
            .pull("m", Progress.SILENT, BUDGET);
    assertThat(pulled).hasBinaryContent(WEIGHTS);
  }

  @Test
  void noticesDamage() throws IOException {
    Files.write(temp.resolve("w"), WEIGHTS);
    ModelStore store = store(hash(WEIGHTS), "", new Source.Parts(List.of("w")));
    Path pulled = store.pull("m", Progress.SILENT, BUDGET);
    byte[] damaged = WEIGHTS.clone();
    damaged[3]++;
    Files.write(pulled, damaged);
    assertThat(store.verify("m", BUDGET)).get().asString().contains("models pull m");
    Files.write(pulled, Arrays.copyOf(WEIGHTS, 3));
    assertThat(store.find("m")).as("cut off").isEmpty();
    assertThat(store.pull("m", Progress.SILENT, BUDGET)).hasBinaryContent(WEIGHTS);
    Files.writeString(temp.resolve("store/m/installed.json"), "{ cut off");
    assertThat(store.find("m")).isEmpty();
  }

  @Test
  void pullsAgainWhenTheCatalogueNamesOtherWeights() throws IOException {
    Files.write(temp.resolve("w"), WEIGHTS);
    Source source = new Source.Parts(List.of("w"));
    store(hash(WEIGHTS), "", source).pull("m", Progress.SILENT, BUDGET);
    byte[] newer = "GGUF, newer".getBytes(StandardCharsets.UTF_8);
    Files.write(temp.resolve("w"), newer);
    ModelStore store = store(hash(newer), "", source);
    assertThat(store.find("m")).isEmpty();
    assertThat(store.pull("m", Progress.SILENT, BUDGET)).hasBinaryContent(newer);
  }

  @Test
  void fetchesOnceWhenManyPullAtOnce() throws Exception {
    byte[] large = new byte[3 << 20];
    try (FileServer server = new FileServer(large, true);
        ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      Source source = new Source.Url(server.url("/w.gguf"));
      List<Future<Path>> pulls =
          java.util.stream.IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      many.submit(
                          () -> store(hash(large), "", source).pull("m", Progress.SILENT, BUDGET)))
              .toList();
      for (Future<Path> pull : pulls) {
        assertThat(pull.get()).hasBinaryContent(large);
      }
      assertThat(server.sent.get()).isEqualTo(large.length + 1);
    }
  }

  @Test
  void goesOnAfterACancelledPull() throws IOException {
    byte[] large = new byte[20 << 20];
    try (FileServer server = new FileServer(large, true)) {
      ModelStore store = store(hash(large), "", new Source.Url(server.url("/w.gguf")));
      server.stall.set(10 << 20);
      Budget cancelled = Budget.of(Duration.ofMinutes(1), () -> server.sent.get() >= 10 << 20);
      assertThatThrownBy(() -> store.pull("m", Progress.SILENT, cancelled))
          .isInstanceOf(CancellationException.class);
      assertThat(store.find("m")).isEmpty();
      server.stall.set(Long.MAX_VALUE);
      assertThat(store.pull("m", Progress.SILENT, BUDGET)).hasBinaryContent(large);
    }
  }

  private ModelStore store(String sha256, String requantise, Source... sources) {
    return store(sha256, requantise, Optional.empty(), sources);
  }

  private ModelStore store(
      String sha256, String requantise, Optional<Quantiser> quantiser, Source... sources) {
    Entry entry =
        new Entry(
            "m",
            "M",
            new Entry.Licence("MIT", true, ""),
            "w.gguf",
            WEIGHTS.length,
            sha256,
            requantise,
            "llama",
            2048,
            1024,
            "",
            List.of(sources),
            "");
    Catalogue catalogue = new Catalogue("m", List.of(entry), Optional.of(temp));
    LocalModels local = new LocalModels(Map.of(), temp.resolve("home"));
    return new ModelStore(
        temp.resolve("store"), catalogue, new Network(Map.of()), local, quantiser);
  }

  private static void copy(Path from, Path to, String type) {
    try {
      assertThat(from).hasBinaryContent(WEIGHTS);
      Files.writeString(to, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Remembers what it was told. */
  private static final class Said implements Progress {
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final boolean accept;

    Said(boolean accept) {
      this.accept = accept;
    }

    @Override
    public void bytes(String what, long done, long total) {}

    @Override
    public void say(String line) {
      lines.add(line);
    }

    @Override
    public boolean accepts(String question) {
      lines.add(question);
      return accept;
    }
  }
}
