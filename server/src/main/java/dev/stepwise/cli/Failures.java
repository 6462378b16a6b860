package dev.stepwise.cli;

import dev.stepwise.model.ModelException;
import dev.stepwise.settings.UserException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How a command that failed ends: one line on standard error, exit code 2. */
final class Failures {
  private static final String DEBUG = "STEPWISE_DEBUG";

  private Failures() {}

  static int report(Exception failure, CommandLine command, ParseResult result) {
    PrintWriter err = command.getErr();
    err.println("stepwise: " + line(failure));
    if (System.getenv(DEBUG) != null) {
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  /** Words on the command line that mean nothing: one line as well, the whole usage is too long. */
  static int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command
        .getErr()
        .printf(
            "stepwise: %s; see %s --help%n",
            oneLine(failure), command.getCommandSpec().qualifiedName());
    command.getErr().flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static String line(Exception failure) {
    return switch (failure) {
      case UserException e -> oneLine(e);
      case ModelException e -> oneLine(e);
      case CancellationException e -> "cancelled";
      default ->
          "internal error: %s: %s (set %s=1 to see where)"
              .formatted(failure.getClass().getSimpleName(), oneLine(failure), DEBUG);
    };
  }

  private static String oneLine(Exception failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " | ");
  }
}
