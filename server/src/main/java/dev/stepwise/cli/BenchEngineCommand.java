package dev.stepwise.cli;

import dev.stepwise.bench.EngineBench;
import dev.stepwise.bench.EngineFigures;
import dev.stepwise.model.host.Models;
import dev.stepwise.model.llama.Options;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the engine is beside the plain llama.cpp loop. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = "Measures the model engine beside the plain llama.cpp loop.")
final class BenchEngineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      paramLabel = "ID|PATH",
      description = "Catalogue id or GGUF file. Default: ${DEFAULT-VALUE}.")
  private String model = "smollm2-135m";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Default: STEPWISE_THREADS, or one for each processor core.")
  private int threads = Options.defaults().threads();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there.")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (threads < 1) {
      throw new UserException("--threads must be at least 1");
    }
    PrintWriter out = Main.out(spec);
    PrintWriter err = spec.commandLine().getErr();
    EngineFigures figures =
        new EngineBench(
                weights(),
                Options.defaults().withThreads(threads),
                line -> {
                  err.println(line);
                  err.flush();
                })
            .run();
    out.print(figures.table());
    out.flush();
    if (json.isPresent()) {
      Files.writeString(json.get(), figures.toJson().toPrettyString() + "\n");
    }
    return 0;
  }

  private Path weights() {
    return Models.ofUser()
        .file(model, ConsoleProgress.ofProcess(false), Budget.of(Duration.ofMinutes(30)));
  }
}
