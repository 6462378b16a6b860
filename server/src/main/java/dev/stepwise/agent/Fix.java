package dev.stepwise.agent;

import dev.stepwise.edit.TextEdit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a run ended. The command line prints this as the JSON object of the design's contract.
 *
 * @param reason one line for people
 * @param proposals the fix first, then up to two alternatives; empty for {@link Outcome#NONE}
 * @param candidates how many were considered
 * @param steps in the order they ran
 */
public record Fix(
    Outcome outcome,
    String reason,
    List<Proposal> proposals,
    int candidates,
    List<Step> steps,
    double seconds,
    int peakPromptTokens,
    String model) {

  /** What may be said of the fix. */
  public enum Outcome {
    /** Compiled, the target passes, no other test that was run fails. */
    VERIFIED,
    /** Something to show, but not all checks could be made. */
    PROPOSED,
    NONE
  }

  /**
   * One change to show.
   *
   * @param before absolute path to the text the edits refer to
   * @param edits absolute path to its edits
   * @param origin {@code model} or {@code rule:NAME}
   * @param rank one-based place in the ranking
   */
  public record Proposal(
      Map<Path, String> before,
      Map<Path, List<TextEdit>> edits,
      List<Check> checks,
      String origin,
      int rank) {}

  /**
   * A check that was made.
   *
   * @param count how many tests it stands for, 0 where that means nothing
   */
  public record Check(String name, boolean passed, String detail, int count) {}

  /**
   * A step that ran. Tokens are prompt tokens evaluated, prompt tokens reused, tokens generated.
   */
  public record Step(
      String name,
      String why,
      double seconds,
      long promptTokens,
      long cachedTokens,
      long generatedTokens,
      String verdict,
      String digest) {}
}
