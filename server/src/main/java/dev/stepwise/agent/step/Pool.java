package dev.stepwise.agent.step;

import dev.stepwise.agent.Hypothesis;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.repair.rank.Ranking;
import dev.stepwise.settings.Budget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Hypotheses not tried yet, best first over all open scopes. Ranking is worked out only as far as
 * batches are drawn. Belongs to one run; not safe for use by several threads.
 */
public final class Pool {
  private final List<Source> sources = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Set<FaultContext> opened = new HashSet<>();
  private int drawn;

  /** Candidates of one scope in their order. */
  private static final class Source {
    private final FaultContext scope;
    private final Ranking ranking;
    private final double offset;
    private final Deque<Ranked> ahead = new ArrayDeque<>();
    private boolean finished;

    private Source(FaultContext scope, Ranking ranking, double offset) {
      this.scope = scope;
      this.ranking = ranking;
      this.offset = offset;
    }

    /** The best not drawn yet; fetches {@code count} more where none is at hand. */
    private double bestScore(int count, Budget budget) {
      if (ahead.isEmpty() && !finished) {
        ahead.addAll(ranking.next(count, budget));
        finished = ahead.isEmpty();
      }
      return ahead.isEmpty() ? Double.NEGATIVE_INFINITY : ahead.peekFirst().score() + offset;
    }
  }

  /** Marks a scope as opened; whether it was not before. */
  public boolean open(FaultContext scope) {
    return opened.add(scope);
  }

  /**
   * Leaves out what the pool has met before, be it from another producer. White space does not
   * count.
   */
  public List<Candidate> fresh(FaultContext scope, List<Candidate> candidates) {
    List<Candidate> fresh = new ArrayList<>();
    String unchanged = key(scope, scope.text());
    for (Candidate made : candidates) {
      Candidate candidate = LineEnds.adapt(made, scope.text());
      String key = key(scope, candidate.applyTo(scope.text()));
      if (!key.equals(unchanged) && known.add(key)) {
        fresh.add(candidate);
      }
    }
    return fresh;
  }

  /**
   * Adds an order of candidates.
   *
   * @param offset added to each score: the logarithm of how suspicious the scope is
   */
  public void add(FaultContext scope, Ranking ranking, double offset) {
    sources.add(new Source(scope, ranking, offset));
  }

  /** The best {@code count} hypotheses; fewer at the end. */
  public List<Hypothesis> draw(int count, Budget budget) {
    List<Hypothesis> batch = new ArrayList<>();
    while (batch.size() < count) {
      Source best = null;
      double bestScore = Double.NEGATIVE_INFINITY;
      for (Source source : sources) {
        double score = source.bestScore(count - batch.size(), budget);
        if (!source.ahead.isEmpty() && (best == null || score > bestScore)) {
          best = source;
          bestScore = score;
        }
      }
      if (best == null) {
        break;
      }
      Ranked ranked = best.ahead.removeFirst();
      batch.add(new Hypothesis(ranked.candidate(), best.scope.text(), bestScore, ++drawn));
    }
    return batch;
  }

  /** Numbers a hypothesis that did not come out of a ranking. */
  public Hypothesis number(Candidate candidate, String before, double score) {
    return new Hypothesis(candidate, before, score, ++drawn);
  }

  /** Whether a draw would give nothing. */
  public boolean isDry(Budget budget) {
    return sources.stream().noneMatch(s -> s.bestScore(1, budget) > Double.NEGATIVE_INFINITY);
  }

  /** Short enough to keep tens of thousands: two independent hashes of the text. */
  private static String key(FaultContext scope, String text) {
    long hash = 1125899906842597L;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        hash = 31 * hash + c;
      }
    }
    return scope.file().hashCode() + ":" + hash;
  }
}
