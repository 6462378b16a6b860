package dev.stepwise.repair.locate;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What changed since the last commit: a test that passed before fails because of it. */
public final class ChangeSignal implements Signal {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int LARGEST_DIFF = 1 << 20;
  private static final Pattern HUNK =
      Pattern.compile("@@ -\\d+(?:,\\d+)? \\+(\\d+)(?:,(\\d+))? @@.*");

  /** Nothing a workspace configures may run: no hooks, monitors or external diffs. */
  private static final List<String> COMMAND =
      List.of(
          "git",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.hooksPath=/dev/null",
          "diff",
          "--no-ext-diff",
          "--no-textconv",
          "--no-color",
          "--no-prefix",
          "--relative",
          "-U0",
          "HEAD");

  @Override
  public String name() {
    return "change";
  }

  @Override
  public double weight() {
    return 0.4;
  }

  @Override
  public LineWeights lines(Evidence evidence, Budget budget) {
    return parse(evidence.root(), diff(evidence.root(), budget.atMost(LIMIT)));
  }

  /** Reads {@code git diff -U0 --no-prefix}; paths are relative to {@code root}. */
  static LineWeights parse(Path root, String diff) {
    LineWeights.Builder found = new LineWeights.Builder();
    Path file = root;
    for (String line : diff.split("\n", -1)) {
      Matcher hunk = HUNK.matcher(line);
      if (line.startsWith("+++ ")) {
        file = root.resolve(line.substring(4).strip()).normalize();
      } else if (hunk.matches()) {
        int from = Integer.parseInt(hunk.group(1));
        int count = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
        // Only removed lines: the fault is between these two.
        int to = count == 0 ? from + 1 : from + count - 1;
        for (int changed = from; changed <= to; changed++) {
          found.atLeast(file, changed, 1);
        }
      }
    }
    return found.build();
  }

  /** Empty where there is no git, no repository or no time. */
  private static String diff(Path root, Budget budget) {
    Process git;
    try {
      git =
          new ProcessBuilder(COMMAND)
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return "";
    }
    try {
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(git));
      if (!git.waitFor(budget.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
        return "";
      }
      return git.exitValue() == 0 ? output.join() : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      git.destroyForcibly();
    }
  }

  private static String read(Process git) {
    try {
      byte[] start = git.getInputStream().readNBytes(LARGEST_DIFF);
      git.getInputStream().skip(Long.MAX_VALUE);
      return new String(start, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
