package dev.stepwise.cli;

import dev.stepwise.agent.AgentOptions;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.host.Models;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.WorkbenchOptions;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that lets the agent or one of its parts work. */
final class RunOptions {
  @Option(
      names = "--model",
      paramLabel = "ID|PATH|URL",
      description = "The model to use, or none. Default: the catalogue's default.")
  private String model = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of everything that is sampled. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--allow-unsandboxed",
      description = "Run tests with limits only where no sandbox can be had.")
  private boolean allowUnsandboxed;

  /** The model, to be closed by the caller; empty if none is wanted. */
  Optional<LanguageModel> openModel(Budget budget) {
    return model.equals("none")
        ? Optional.empty()
        : Optional.of(Models.ofUser().open(model, ConsoleProgress.ofProcess(false), budget));
  }

  long seed() {
    return seed;
  }

  WorkbenchOptions workbench() {
    return AgentOptions.DEFAULT.workbench().withUnsandboxed(allowUnsandboxed);
  }
}
