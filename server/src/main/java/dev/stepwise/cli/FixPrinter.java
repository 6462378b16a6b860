package dev.stepwise.cli;

import dev.stepwise.agent.Agent;
import dev.stepwise.agent.Fix;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows people what the agent does while it does it, and what came of it. */
final class FixPrinter implements Agent.Listener {
  private final PrintWriter out;
  private int steps;
  private String held = "";

  FixPrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(String step, String why) {
    steps++;
    String line = "%2d. %-11s %s%n".formatted(steps, step, why);
    if (steps == 1) {
      // Bad input shows in the first step, and then its one line is all that should be there.
      held = line;
    } else {
      out.print(line);
      out.flush();
    }
  }

  @Override
  public void ended(Fix.Step step) {
    out.print(held);
    held = "";
    out.printf("    found:      %s%n", oneLine(step.digest()));
    out.printf(
        Locale.ROOT, "    self-check: %s (%.2f s)%n", oneLine(step.verdict()), step.seconds());
    out.flush();
  }

  /** The end: what was found, how it was checked, where it came from. */
  void finished(Fix fix, FixReport report, double seconds, boolean applied) {
    out.println();
    if (fix.proposals().isEmpty()) {
      out.println("No fix: " + fix.reason() + ".");
    } else {
      Fix.Proposal best = fix.proposals().getFirst();
      boolean verified = fix.outcome() == Fix.Outcome.VERIFIED;
      out.println(verified ? "Verified fix:" : "Proposal, not verified:");
      out.println();
      out.print(report.diff(best));
      out.println();
      for (Fix.Check check : best.checks()) {
        out.printf("  [%s] %s: %s%n", check.passed() ? "ok" : "--", check.name(), check.detail());
      }
      out.printf(
          "  from: %s, place %d of %d candidates%n", best.origin(), best.rank(), fix.candidates());
      if (fix.proposals().size() > 1) {
        out.printf("  %d more passed; --json shows them%n", fix.proposals().size() - 1);
      }
    }
    out.printf(
        Locale.ROOT,
        "%n%.1f s, %d steps, largest prompt %d tokens, model %s%n",
        seconds,
        fix.steps().size(),
        fix.peakPromptTokens(),
        fix.model());
    if (applied) {
      out.println("Applied to the workspace.");
    } else if (!fix.proposals().isEmpty()) {
      out.println("Nothing was changed; add --apply to write it.");
    }
    out.flush();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}
