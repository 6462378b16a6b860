package dev.stepwise.lsp;

import dev.stepwise.agent.Fix;
import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.WorkspaceChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Fixes and runs in words. */
final class FixText {
  private FixText() {}

  /** One line on what was found, with what was checked and where it comes from. */
  static String summary(FixRun run, Fix fix, Fix.Proposal proposal) {
    String files =
        proposal.edits().keySet().stream()
            .map(f -> f.getFileName().toString())
            .sorted()
            .collect(Collectors.joining(", "));
    return "%s for %s in %s (%s), by %s"
        .formatted(
            fix.outcome() == Fix.Outcome.VERIFIED ? "verified fix" : "unverified proposal",
            run.order().title(),
            files,
            checks(proposal),
            proposal.origin());
  }

  static String checks(Fix.Proposal proposal) {
    return proposal.checks().isEmpty()
        ? "nothing checked"
        : proposal.checks().stream().map(FixText::check).collect(Collectors.joining("; "));
  }

  static String check(Fix.Check check) {
    String count = check.count() > 1 ? " (" + check.count() + ")" : "";
    String detail = check.detail().isEmpty() ? "" : ": " + check.detail();
    return check.name() + count + (check.passed() ? " ✓" : " ✗") + detail;
  }

  static String diff(Path root, Fix.Proposal proposal) {
    List<FileChange> files =
        proposal.edits().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(
                e ->
                    new FileChange(
                        e.getKey(),
                        OptionalInt.empty(),
                        proposal.before().getOrDefault(e.getKey(), ""),
                        e.getValue()))
            .toList();
    return new WorkspaceChange(files).diff(root);
  }

  /** The trace of a run as Markdown: what was done, why, at what cost, and how it ended. */
  static String trace(FixRun run) {
    StringBuilder out = new StringBuilder();
    out.append("# Stepwise: ").append(run.order().title()).append("\n\n");
    out.append(run.running() ? "Running: " : "Ended: ").append(run.state()).append("\n\n");
    run.fix()
        .ifPresent(
            fix ->
                out.append(
                    "Model %s, %d candidates, %.1f s, largest prompt %d tokens.\n\n"
                        .formatted(
                            fix.model().isEmpty() ? "none" : fix.model(),
                            fix.candidates(),
                            fix.seconds(),
                            fix.peakPromptTokens())));
    int number = 0;
    for (Fix.Step step : run.steps()) {
      out.append("## ").append(++number).append(". ").append(step.name()).append("\n\n");
      out.append("- why: ").append(step.why()).append('\n');
      out.append(
          String.format(
              Locale.ROOT,
              "- cost: %.2f s, %d prompt tokens (%d more from the cache), %d generated%n",
              step.seconds(),
              step.promptTokens(),
              step.cachedTokens(),
              step.generatedTokens()));
      out.append("- verdict: ").append(step.verdict()).append("\n\n");
      if (!step.digest().isEmpty()) {
        out.append(step.digest().indent(4)).append('\n');
      }
    }
    run.fix()
        .ifPresent(
            fix -> {
              for (Fix.Proposal proposal : fix.proposals()) {
                out.append("## ").append(summary(run, fix, proposal)).append("\n\n");
                out.append("```diff\n").append(diff(run.order().root(), proposal)).append("```\n");
              }
            });
    return out.toString();
  }
}
