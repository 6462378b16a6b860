package dev.stepwise.bench.quixbugs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.agent.Fix;
import java.util.Locale;

/**
 * What came of one bug.
 *
 * @param verified whether the agent says so
 * @param confirmed whether a fresh JVM that compiles the written files says so too
 * @param peakRssMb of the whole process and its test JVM or Python while it worked on this bug
 * @param error why the bug could not be worked on, empty if it could
 */
record Result(
    String bug,
    boolean verified,
    boolean confirmed,
    Equivalence.Answer answer,
    Fix fix,
    String diff,
    double seconds,
    int peakRssMb,
    String error) {

  boolean equivalent() {
    return confirmed && answer.equivalent();
  }

  /** Called verified but not confirmed: must never happen. */
  boolean isFalse() {
    return verified && !confirmed;
  }

  void writeTo(ObjectNode json) {
    json.put("bug", bug);
    json.put("outcome", fix.outcome().name().toLowerCase(Locale.ROOT));
    json.put("plausible", verified && confirmed);
    json.put("exact", confirmed && answer.exact());
    json.put("equivalent", equivalent());
    json.put("comparison", answer.how());
    boolean some = !fix.proposals().isEmpty();
    json.put("origin", some ? fix.proposals().getFirst().origin() : "");
    json.put("rank", some ? fix.proposals().getFirst().rank() : 0);
    json.put("alternatives", Math.max(0, fix.proposals().size() - 1));
    json.put("candidates", fix.candidates());
    json.put("seconds", seconds);
    json.put("steps", fix.steps().size());
    json.put("promptTokens", fix.steps().stream().mapToLong(Fix.Step::promptTokens).sum());
    json.put("cachedTokens", fix.steps().stream().mapToLong(Fix.Step::cachedTokens).sum());
    json.put("generatedTokens", fix.steps().stream().mapToLong(Fix.Step::generatedTokens).sum());
    json.put("peakPromptTokens", fix.peakPromptTokens());
    json.put("peakRssMb", peakRssMb);
    json.put("reason", error.isEmpty() ? fix.reason() : error);
    json.put("diff", diff);
    StringBuilder path = new StringBuilder();
    fix.steps().forEach(s -> path.append(path.isEmpty() ? "" : " > ").append(s.name()));
    json.put("path", path.toString());
  }
}
