package dev.stepwise.agent;

import dev.stepwise.agent.step.EvidenceLocator;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.rank.Guard;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.repair.rank.Ranker;
import dev.stepwise.settings.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verified before proposed, then what the model finds most natural and the guard most trustworthy:
 * among changes that all pass, the likeliest is more often the one meant.
 */
public final class ByNature implements Chooser {
  /**
   * What it costs, in nats, to change a file that the test is not named after: a helper of the test
   * changed so that it passes is seldom the fix where the code under test has one too.
   */
  private static final double NOT_NAMED = 4;

  private static final Duration LONGEST = Duration.ofSeconds(6);

  @Override
  public List<Passed> choose(State state, Optional<LanguageModel> model, Budget budget) {
    List<Passed> passed = state.search().passed();
    if (passed.size() < 2) {
      return passed;
    }
    Map<FaultContext, List<Candidate>> byScope = new HashMap<>();
    for (Passed one : passed) {
      Candidate candidate = one.hypothesis().candidate();
      scopeOf(state, candidate)
          .ifPresent(s -> byScope.computeIfAbsent(s, k -> new ArrayList<>()).add(candidate));
    }
    Ranker ranker = Ranker.of(model);
    Map<Candidate, Double> scores = new HashMap<>();
    byScope.forEach(
        (scope, candidates) -> {
          for (Ranked ranked : ranker.rank(scope, candidates, budget.atMost(LONGEST))) {
            scores.put(ranked.candidate(), ranked.score());
          }
        });
    return passed.stream()
        .sorted(
            Comparator.comparingInt((Passed p) -> p.verified() ? 0 : 1)
                .thenComparingDouble(p -> -trust(p.hypothesis(), scores, isNamed(state, p))))
        .limit(SHOWN)
        .toList();
  }

  private static double trust(Hypothesis hypothesis, Map<Candidate, Double> scores, boolean named) {
    Candidate candidate = hypothesis.candidate();
    double score = scores.getOrDefault(candidate, hypothesis.score());
    if (!named) {
      score -= NOT_NAMED;
    }
    return Guard.trust(new Guard.Passing(candidate, hypothesis.before(), score));
  }

  /** Whether the test is named after the file that changes; true where there is no test. */
  static boolean isNamed(State state, Passed passed) {
    return state
        .situation()
        .target()
        .map(t -> EvidenceLocator.namedAfter(t, passed.hypothesis().candidate().file()))
        .orElse(true);
  }

  private static Optional<FaultContext> scopeOf(State state, Candidate candidate) {
    return state.openScopes().stream()
        .filter(s -> s.file().equals(candidate.file()))
        .filter(s -> candidate.edits().stream().allMatch(e -> s.scope().intersects(e.range())))
        .findFirst();
  }
}
