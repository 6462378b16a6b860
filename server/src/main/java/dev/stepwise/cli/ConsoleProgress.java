package dev.stepwise.cli;

import dev.stepwise.model.catalogue.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Shows a pull on standard error: one line rewritten on a terminal, few lines otherwise. */
final class ConsoleProgress implements Progress {
  private static final long REWRITE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINES = TimeUnit.SECONDS.toNanos(5);

  private final PrintStream err;
  private final boolean terminal;
  private final boolean acceptUnknown;
  private long last = System.nanoTime() - LINES;
  private boolean open;

  /**
   * @param acceptUnknown whether weights without a known hash are used
   */
  ConsoleProgress(PrintStream err, boolean terminal, boolean acceptUnknown) {
    this.err = err;
    this.terminal = terminal;
    this.acceptUnknown = acceptUnknown;
  }

  /** For this process's standard error. */
  static ConsoleProgress ofProcess(boolean acceptUnknown) {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return new ConsoleProgress(System.err, terminal, acceptUnknown);
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
    Optional<Console> asked =
        Optional.ofNullable(System.console()).filter(c -> terminal && !acceptUnknown);
    if (asked.isPresent()) {
      endLine();
      String answer = asked.get().readLine("%s [y/N] ", question);
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
