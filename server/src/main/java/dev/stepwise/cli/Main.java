package dev.stepwise.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code server/bin/stepwise}. */
@Command(name = "stepwise", mixinStandardHelpOptions = true, version = "stepwise 0.1.0")
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
