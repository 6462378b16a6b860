package dev.stepwise.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.agent.Fix;
import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.WorkspaceChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** A fix as the JSON object that scripts rely on. */
final class FixReport {
  private final ObjectMapper json = new ObjectMapper();
  private final Path root;

  FixReport(Path root) {
    this.root = root;
  }

  /** The one object of {@code fix --json}. */
  ObjectNode of(Fix fix, double seconds, int peakRssMb, boolean applied) {
    ObjectNode all = json.createObjectNode();
    all.put("outcome", fix.outcome().name().toLowerCase(Locale.ROOT));
    all.put("reason", fix.reason());
    ArrayNode checks = all.putArray("checks");
    if (fix.proposals().isEmpty()) {
      all.put("origin", "").put("rank", 0);
    } else {
      Fix.Proposal best = fix.proposals().getFirst();
      checks(checks, best);
      all.put("origin", best.origin()).put("rank", best.rank());
    }
    all.put("candidates", fix.candidates());
    all.put("diff", fix.proposals().isEmpty() ? "" : diff(fix.proposals().getFirst()));
    ArrayNode files = all.putArray("files");
    fix.proposals().stream()
        .limit(1)
        .flatMap(p -> p.edits().keySet().stream())
        .forEach(f -> files.add(name(f)));
    ArrayNode alternatives = all.putArray("alternatives");
    for (Fix.Proposal other : fix.proposals().stream().skip(1).toList()) {
      ObjectNode alternative = alternatives.addObject();
      alternative.put("origin", other.origin()).put("rank", other.rank());
      alternative.put("diff", diff(other));
      checks(alternative.putArray("checks"), other);
    }
    ArrayNode steps = all.putArray("steps");
    for (Fix.Step step : fix.steps()) {
      steps
          .addObject()
          .put("name", step.name())
          .put("why", step.why())
          .put("seconds", step.seconds())
          .put("promptTokens", step.promptTokens())
          .put("cachedTokens", step.cachedTokens())
          .put("generatedTokens", step.generatedTokens())
          .put("verdict", step.verdict())
          .put("digest", step.digest());
    }
    all.put("seconds", seconds);
    all.put("peakPromptTokens", fix.peakPromptTokens());
    all.put("peakRssMb", peakRssMb);
    all.put("model", fix.model());
    all.put("applied", applied);
    return all;
  }

  private static void checks(ArrayNode checks, Fix.Proposal proposal) {
    for (Fix.Check check : proposal.checks()) {
      ObjectNode one = checks.addObject().put("name", check.name()).put("passed", check.passed());
      one.put("detail", check.detail());
      if (check.count() > 0) {
        one.put("count", check.count());
      }
    }
  }

  /** As a unified diff with paths relative to the workspace. */
  String diff(Fix.Proposal proposal) {
    return change(proposal).diff(root);
  }

  private static WorkspaceChange change(Fix.Proposal proposal) {
    List<FileChange> changes =
        proposal.edits().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                e ->
                    new FileChange(
                        e.getKey(),
                        OptionalInt.empty(),
                        proposal.before().getOrDefault(e.getKey(), ""),
                        e.getValue()))
            .toList();
    return new WorkspaceChange(changes);
  }

  private String name(Path file) {
    return (file.startsWith(root) ? root.relativize(file) : file).toString().replace('\\', '/');
  }
}
