package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.model.ModelException;
import dev.stepwise.settings.UserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

  @Test
  void unknownCommandsAndOptionsAreToldInOneLine() {
    check(2, "Unmatched argument at index 0: 'nonsense'; see stepwise --help", "nonsense");
    check(2, "'--nonsense'; see stepwise models pull --help", "models", "pull", "--nonsense");
    check(2, "a command is missing", "");
    check(2, "one of list, pull ID", "models");
  }

  @Test
  void unknownModelsAreToldInOneLine() {
    check(
        2,
        "stepwise: no model 'nonsense'; `stepwise models list` shows",
        "models",
        "pull",
        "nonsense");
  }

  @Test
  void failuresAreOneLine() {
    failure(new UserException("do\n  that"), "stepwise: do | that\n");
    failure(new ModelException("no weights"), "stepwise: no weights\n");
    failure(new CancellationException(), "stepwise: cancelled\n");
    failure(
        new IllegalStateException("odd"),
        "stepwise: internal error: IllegalStateException: odd (set STEPWISE_DEBUG=1 to see where)\n");
  }

  private static void check(int exit, String message, String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
    String[] given = arguments[0].isEmpty() ? new String[0] : arguments;
    assertThat(command.execute(given)).isEqualTo(exit);
    assertThat(err.toString()).contains(message).containsOnlyOnce("\n");
  }

  private static void failure(Exception failure, String line) {
    @Command(name = "fails")
    final class Fails implements Callable<Integer> {
      @Override
      public Integer call() throws Exception {
        throw failure;
      }
    }
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().addSubcommand(new Fails()).setErr(new PrintWriter(err));
    command.setExecutionExceptionHandler(Failures::report);
    assertThat(command.execute("fails")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(line);
  }
}
