package dev.stepwise.cli;

import dev.stepwise.model.catalogue.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Shows a pull on standard error: one line rewritten on a terminal, few lines otherwise. */
final class ConsoleProgress implements Progress {
  private static final long REWRITE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINES = TimeUnit.SECONDS.toNanos(5);

  private final PrintStream err;
  private final boolean terminal;
  private final boolean acceptUnknown;
  private final Optional<UnaryOperator<@Nullable String>> asker;
  private long last = System.nanoTime() - LINES;
  private boolean open;

  /**
   * @param acceptUnknown whether weights without a known hash are used
   * @param asker shows a prompt and reads a line, null at the end of input; empty where nobody can
   *     be asked
   */
  ConsoleProgress(
      PrintStream err,
      boolean terminal,
      boolean acceptUnknown,
      Optional<UnaryOperator<@Nullable String>> asker) {
    this.err = err;
    this.terminal = terminal;
    this.asker = asker;
    this.acceptUnknown = acceptUnknown;
  }

  /** For this process's standard error. */
  static ConsoleProgress ofProcess(boolean acceptUnknown) {
    Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    return new ConsoleProgress(
        System.err,
        console.isPresent(),
        acceptUnknown,
        console.map(c -> prompt -> c.readLine("%s", prompt)));
  }

  @Override
  public synchronized void bytes(String what, long done, long total) {
    long now = System.nanoTime();
    boolean complete = total > 0 && done >= total;
    if (now - last < (terminal ? REWRITE : LINES) && !complete) {
      return;
    }
    last = now;
    String text =
        total > 0
            ? "%s: %d of %d MB (%d %%)".formatted(what, done >> 20, total >> 20, 100 * done / total)
            : "%s: %d MB".formatted(what, done >> 20);
    if (terminal) {
      err.print("\r\u001b[K" + text);
      open = true;
      if (complete) {
        endLine();
      }
    } else {
      err.println(text);
    }
    err.flush();
  }

  @Override
  public synchronized void say(String line) {
    endLine();
    err.println(line);
  }

  @Override
  public synchronized boolean accepts(String question) {
    if (asker.isPresent() && !acceptUnknown) {
      endLine();
      String answer = asker.get().apply(question + " [y/N] ");
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }
    say(question + (acceptUnknown ? " yes" : " no"));
    return acceptUnknown;
  }

  private void endLine() {
    if (open) {
      err.println();
      open = false;
    }
  }
}
