package dev.stepwise.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Hosts the benchmarks. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Benchmarks, with results as JSON.",
    subcommands = {
      BenchCandidatesCommand.class, //
      BenchEditorsCommand.class,
      BenchEngineCommand.class,
      BenchIndexCommand.class,
      BenchQuixBugsCommand.class,
      BenchRankCommand.class,
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which benchmark? one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
