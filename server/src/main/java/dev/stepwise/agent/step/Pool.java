package dev.stepwise.agent.step;

import dev.stepwise.agent.Hypothesis;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.repair.rank.Ranker;
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
    private final double offset;
    private final boolean pairs;
    private final Deque<Ranked> ahead = new ArrayDeque<>();
    private Ranking ranking;
    private int left;

    private Source(FaultContext scope, Ranking ranking, int left, double offset, boolean pairs) {
      this.scope = scope;
      this.ranking = ranking;
      this.left = left;
      this.offset = offset;
      this.pairs = pairs;
    }

    /** The best not drawn yet; fetches {@code count} more where none is at hand. */
    private double bestScore(int count, Budget budget) {
      if (ahead.isEmpty() && left > 0) {
        List<Ranked> next = ranking.next(count, budget);
        ahead.addAll(next);
        left = next.isEmpty() ? 0 : left - next.size();
      }
      return ahead.isEmpty() ? Double.NEGATIVE_INFINITY : ahead.getFirst().score() + offset;
    }

    private void rankAnew(Ranker ranker, Budget budget) {
      List<Candidate> rest = new ArrayList<>();
      ahead.forEach(r -> rest.add(r.candidate()));
      ranking.next(left, budget).forEach(r -> rest.add(r.candidate()));
      ahead.clear();
      left = rest.size();
      ranking = ranker.start(scope, rest);
    }
  }

  /** Marks a scope as opened; whether it was not before. */
  public boolean open(FaultContext scope) {
    return opened.add(scope);
  }

  /**
   * Leaves out what the pool has met before, be it from another producer. White space does not
   * count, but for Python's indentation.
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
   * Adds candidates in the order of a ranker.
   *
   * @param offset added to each score: the logarithm of how suspicious the scope is
   */
  public void add(FaultContext scope, List<Candidate> candidates, Ranker ranker, double offset) {
    if (!candidates.isEmpty()) {
      sources.add(
          new Source(scope, ranker.start(scope, candidates), candidates.size(), offset, false));
    }
  }

  /**
   * Adds pairs of edits in the given order, see {@link #draw}.
   *
   * @return how many of them the pool has not met before
   */
  public int addPairs(FaultContext scope, List<Ranked> ranked) {
    List<Ranked> fresh = new ArrayList<>();
    for (Ranked r : ranked) {
      fresh(scope, List.of(r.candidate())).forEach(c -> fresh.add(new Ranked(c, r.score())));
    }
    Source source = new Source(scope, (count, budget) -> List.of(), 0, 0, true);
    source.ahead.addAll(fresh);
    sources.add(source);
    return fresh.size();
  }

  /** Puts all that is left in another ranker's order. */
  public void rankAnew(Ranker ranker, Budget budget) {
    sources.stream().filter(s -> !s.pairs).forEach(s -> s.rankAnew(ranker, budget));
  }

  /**
   * The best {@code count} hypotheses; fewer at the end.
   *
   * @param pairsFirst whether pairs of edits come before all single ones, or behind them
   */
  public List<Hypothesis> draw(int count, boolean pairsFirst, Budget budget) {
    List<Hypothesis> batch = new ArrayList<>();
    while (batch.size() < count) {
      Source best = null;
      double bestScore = Double.NEGATIVE_INFINITY;
      for (Source source : sources) {
        double score = source.bestScore(count - batch.size(), budget);
        if (!source.ahead.isEmpty()
            && (best == null
                || (source.pairs == best.pairs ? score > bestScore : source.pairs == pairsFirst))) {
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

  /** How many hypotheses are left. */
  public int left() {
    return sources.stream().mapToInt(s -> s.left + s.ahead.size()).sum();
  }

  /** Short enough to keep tens of thousands. In Python the indentation is code. */
  private static String key(FaultContext scope, String text) {
    boolean python = scope.file().toString().endsWith(".py");
    long hash = 1125899906842597L;
    int indent = 0;
    boolean starts = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        starts = true;
        indent = 0;
      } else if (Character.isWhitespace(c)) {
        indent++;
      } else {
        hash = 31 * (starts && python ? 31 * hash + indent : hash) + c;
        starts = false;
      }
    }
    return scope.file().hashCode() + ":" + hash;
  }
}
