package dev.stepwise.cli;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.host.ModelHost;
import dev.stepwise.model.llama.LlamaModel;
import dev.stepwise.model.llama.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process that shares one model among all editors; started by Stepwise itself. */
@Command(name = "model-host", hidden = true, description = "Shares one model among editors.")
final class ModelHostCommand implements Runnable {
  private static final Path OUT_OF_MEMORY_SCORE = Path.of("/proc/self/oom_score_adj");

  @Option(names = "--file", required = true, description = "Where to tell how to reach this host.")
  private Path file = Path.of("");

  @Option(names = "--weights", required = true, description = "GGUF file.")
  private Path weights = Path.of("");

  @Option(names = "--adapter", description = "LoRA adapter (GGUF) to load beside the weights.")
  private Optional<Path> adapter = Optional.empty();

  @Option(names = "--id", required = true, description = "What the model is called.")
  private String id = "";

  @Option(names = "--context", description = "Tokens of context.")
  private int context = Options.defaults().contextTokens();

  @Option(names = "--threads", description = "Processor threads.")
  private int threads = Options.defaults().threads();

  @Option(
      names = "--idle",
      defaultValue = "${env:STEPWISE_HOST_IDLE:-600}",
      description = "Seconds without a request after which the host leaves.")
  private long idleSeconds;

  @Override
  public void run() {
    volunteerForOutOfMemory();
    Options options = Options.defaults().withId(id).withContextTokens(context).withThreads(threads);
    options = adapter.map(options::withAdapter).orElse(options);
    try (LanguageModel model = LlamaModel.open(weights, options);
        ModelHost host = ModelHost.start(model, file)) {
      host.serveUntilIdle(Duration.ofSeconds(idleSeconds));
    }
  }

  /** If memory runs out, the kernel shall take this process, not an editor. */
  private static void volunteerForOutOfMemory() {
    if (!Files.isWritable(OUT_OF_MEMORY_SCORE)) {
      return;
    }
    try {
      Files.writeString(OUT_OF_MEMORY_SCORE, "500");
    } catch (IOException e) {
      Logger.getLogger("stepwise").log(Level.FINE, "cannot offer to be killed first", e);
    }
  }
}
