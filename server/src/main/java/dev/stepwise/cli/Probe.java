package dev.stepwise.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Asks a program that may not be installed. */
final class Probe {
  private static final int PATIENCE_SECONDS = 10;

  private Probe() {}

  /** The first line it prints; empty if it is not here, fails or does not end. */
  static Optional<String> run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("\u001b\\[[0-9;]*m", "");
      if (process.exitValue() != 0) {
        return Optional.empty();
      }
      return Optional.of(
          Arrays.stream(output.split("\\R"))
              .map(String::strip)
              .filter(line -> line.matches(".*\\w.*"))
              .findFirst()
              .orElse(command[0]));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
