package dev.stepwise.repair;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that producers and the ranker may know of one file that may hold the fault.
 *
 * @param file absolute path
 * @param text its text now, unsaved changes included
 * @param scope what may be edited: usually one method
 * @param suspicion one-based line number to suspicion in 0..1; lines not named are at 0
 * @param problems compile problems to fix; empty for a failing test
 * @param evidence short facts in words: the assertion's message, expected and actual values
 * @param told the same for the tuned model
 */
public record FaultContext(
    Path file,
    String text,
    TextRange scope,
    Map<Integer, Double> suspicion,
    List<Problem> problems,
    List<String> evidence,
    Told told) {
  public FaultContext {
    suspicion = Map.copyOf(suspicion);
    problems = List.copyOf(problems);
    evidence = List.copyOf(evidence);
  }

  /** Of which the tuned model is told nothing but the code. */
  public FaultContext(
      Path file,
      String text,
      TextRange scope,
      Map<Integer, Double> suspicion,
      List<Problem> problems,
      List<String> evidence) {
    this(file, text, scope, suspicion, problems, evidence, Told.NOTHING);
  }
}
