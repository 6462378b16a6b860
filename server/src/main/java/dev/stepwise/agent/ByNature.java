package dev.stepwise.agent;

import dev.stepwise.agent.step.AsBefore;
import dev.stepwise.agent.step.EvidenceLocator;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.rank.Guard;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.repair.rank.Ranker;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Behaviour;
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

  /** As many are compared by what they do; what comes behind is left out. */
  private static final int MOST_COMPARED = 12;

  private final AsBefore asBefore;

  public ByNature(AsBefore asBefore) {
    this.asBefore = asBefore;
  }

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
    Map<Passed, Double> trust = new HashMap<>();
    passed.forEach(p -> trust.put(p, trust(p.hypothesis(), scores, isNamed(state, p))));
    List<Passed> best = passed.stream().sorted(order(trust)).limit(MOST_COMPARED).toList();
    return told(state, best, trust, budget).stream().limit(SHOWN).toList();
  }

  /** In the order that what they do on generated inputs gives them, and with a word on it. */
  private List<Passed> told(
      State state, List<Passed> best, Map<Passed, Double> trust, Budget budget) {
    Behaviour behaviour =
        asBefore.of(state, best.stream().map(Passed::hypothesis).toList(), budget);
    if (!behaviour.isKnown()) {
      return best;
    }
    List<Passed> told = new ArrayList<>();
    Map<Passed, Double> all = new HashMap<>();
    for (int i = 0; i < best.size(); i++) {
      Passed passed = best.get(i);
      List<Fix.Check> checks = new ArrayList<>(passed.checks());
      checks.add(AsBefore.check(behaviour, i));
      Passed more = new Passed(passed.hypothesis(), checks, passed.verified());
      told.add(more);
      double cost =
          behaviour.anyAnswer()
              ? Guard.failsElsewhere(behaviour.share(i))
              : Guard.changesElsewhere(behaviour.share(i));
      all.put(more, trust.getOrDefault(passed, 0.0) - cost);
    }
    return told.stream().sorted(order(all)).toList();
  }

  private static Comparator<Passed> order(Map<Passed, Double> trust) {
    return Comparator.comparingInt((Passed p) -> p.verified() ? 0 : 1)
        .thenComparingDouble(p -> -trust.getOrDefault(p, 0.0));
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
