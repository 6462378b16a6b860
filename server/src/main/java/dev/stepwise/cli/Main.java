package dev.stepwise.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of {@code server/bin/stepwise}. */
@Command(
    name = "stepwise",
    mixinStandardHelpOptions = true,
    version = "stepwise 0.1.0",
    description = "Finds and verifies fixes, step by step, on this machine.",
    subcommands = {
      ServeCommand.class, //
      FixCommand.class,
      BenchCommand.class,
      ModelHostCommand.class,
      ModelsCommand.class,
      DoctorCommand.class,
      IndexCommand.class,
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The commands with the error handling that all of them share; package-private for tests. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::report);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static PrintWriter out(CommandSpec spec) {
    return spec.commandLine().getOut();
  }
}
