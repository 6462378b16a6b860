package dev.stepwise.agent.step;

import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Promising;
import dev.stepwise.edit.LineDiff;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.locate.Evidence;
import dev.stepwise.repair.locate.LineWeights;
import dev.stepwise.repair.locate.StackSignal;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes on from an edit that lets some of the failing tests pass, as if it were the code: the rest
 * of the fault is looked for where that code fails now.
 *
 * @param base the edit
 * @param scope where it was made
 * @param edited the same place with the edit
 */
record Building(Promising base, FaultContext scope, FaultContext edited) {
  /** What is not on the stack of the failure counts so much less. */
  private static final double ELSEWHERE = 0.3;

  /** Whether the edit was made in this place. */
  static boolean fits(Promising base, FaultContext scope) {
    Hypothesis hypothesis = base.hypothesis();
    return scope.file().equals(hypothesis.candidate().file())
        && scope.text().equals(hypothesis.before())
        && hypothesis.candidate().edits().stream().allMatch(e -> scope.scope().contains(e.range()));
  }

  static Building on(Promising base, FaultContext scope, Budget budget) {
    Hypothesis hypothesis = base.hypothesis();
    String before = scope.text();
    String after = hypothesis.after();
    int longer = after.length() - before.length();
    TextRange range = new TextRange(scope.scope().start(), scope.scope().end() + longer);
    FaultContext edited =
        new FaultContext(
            scope.file(),
            after,
            range,
            suspicion(base, scope, after, budget),
            scope.problems(),
            scope.evidence(),
            scope.told());
    return new Building(base, scope, edited);
  }

  private static Map<Integer, Double> suspicion(
      Promising base, FaultContext scope, String after, Budget budget) {
    LineDiff diff = LineDiff.of(scope.text(), after);
    LineIndex from = LineIndex.of(scope.text());
    LineIndex to = LineIndex.of(after);
    Path file = scope.file();
    LineWeights stack =
        new StackSignal()
            .lines(Evidence.of(file, Map.of(file, after)).withFailures(base.failures()), budget);
    double others = stack.of(file).isEmpty() ? 1 : ELSEWHERE;
    Map<Integer, Double> suspicion = new HashMap<>();
    scope
        .suspicion()
        .forEach(
            (line, weight) ->
                suspicion.merge(
                    to.lineOf(diff.move(from.lineStart(line - 1))) + 1,
                    others * weight,
                    Math::max));
    stack.of(file).forEach((line, weight) -> suspicion.merge(line, weight, Math::max));
    return suspicion;
  }

  /** Both edits as one, against the text before either. */
  Ranked whole(Ranked second) {
    Candidate first = base.hypothesis().candidate();
    Candidate then = second.candidate();
    String after = then.applyTo(edited.text());
    List<TextEdit> edits = new ArrayList<>();
    LineDiff.of(scope.text(), after).edits().forEach(e -> edits.add(e.shrink(scope.text())));
    String origin = Candidate.pairOrigin(first, then);
    return new Ranked(
        new Candidate(scope.file(), edits, origin, first.prior() + then.prior()), second.score());
  }
}
