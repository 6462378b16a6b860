package dev.stepwise.editors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program in a terminal without a screen: keys go in, the text of the screen comes out. */
final class Tmux implements AutoCloseable {
  private static final int PATIENCE_SECONDS =
      Integer.parseInt(System.getenv().getOrDefault("STEPWISE_PATIENCE", "60000")) / 1000;

  private final String socket;

  /**
   * @param socket a name that no other session has
   */
  Tmux(String socket, Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    this.socket = socket;
    List<String> start = new ArrayList<>(List.of("new-session", "-d", "-x", "160", "-y", "40"));
    start.addAll(List.of("-c", folder.toString(), "env"));
    environment.forEach((name, value) -> start.add(name + "=" + value));
    start.addAll(command);
    tmux(start);
  }

  String screen() throws IOException, InterruptedException {
    return tmux(List.of("capture-pane", "-p"));
  }

  /** Presses keys by tmux's names: {@code Enter}, {@code C-c}, single characters. */
  void press(String... keys) throws IOException, InterruptedException {
    List<String> send = new ArrayList<>(List.of("send-keys"));
    send.addAll(List.of(keys));
    tmux(send);
    if (List.of(keys).contains("Escape")) {
      // A terminal sends Alt with a key as Escape and the key: only a pause tells them apart.
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  void type(String text) throws IOException, InterruptedException {
    tmux(List.of("send-keys", "-l", text));
  }

  /** Waits until the screen is so; returns the milliseconds it took. */
  double await(String what, Predicate<String> condition) throws IOException, InterruptedException {
    long began = System.nanoTime();
    String screen = screen();
    while (!condition.test(screen)) {
      if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new AssertionError("no " + what + " on the screen:\n" + screen);
      }
      TimeUnit.MILLISECONDS.sleep(10); // between two looks at the screen
      screen = screen();
    }
    return (System.nanoTime() - began) / 1e6;
  }

  double await(String text) throws IOException, InterruptedException {
    return await(text, screen -> screen.contains(text));
  }

  private String tmux(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-L", socket));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    return said;
  }

  @Override
  public void close() throws IOException {
    try {
      tmux(List.of("kill-server"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
