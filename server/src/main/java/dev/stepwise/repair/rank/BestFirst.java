package dev.stepwise.repair.rank;

import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;

/**
 * Works out an order step by step: what is queued under the score that its best is expected to have
 * is expanded only when nothing settled beats that.
 */
abstract class BestFirst implements Ranking {

  /** Candidates of which only the best's expected score is known. */
  interface Node {
    /** Settles candidates or pushes narrower nodes; must lose no candidate if it throws. */
    void expand(Budget budget);

    /** Its candidates with the best guess, for when no time is left to expand. */
    List<Ranked> unexpanded();
  }

  private record Queued(double bound, Node node) {}

  private final PriorityQueue<Queued> queue =
      new PriorityQueue<>(Comparator.comparingDouble(Queued::bound).reversed());
  private final PriorityQueue<Ranked> settled =
      new PriorityQueue<>(Comparator.comparingDouble(Ranked::score).reversed());

  protected final void push(double bound, Node node) {
    queue.add(new Queued(bound, node));
  }

  protected final void settle(Ranked ranked) {
    settled.add(ranked);
  }

  @Override
  public final List<Ranked> next(int count, Budget budget) {
    List<Ranked> out = new ArrayList<>();
    while (out.size() < count && !(queue.isEmpty() && settled.isEmpty())) {
      budget.checkCancelled();
      if (budget.exhausted()) {
        guess(count - out.size());
        while (out.size() < count && !settled.isEmpty()) {
          out.add(settled.remove());
        }
        break;
      }
      Queued top = queue.peek();
      Ranked best = settled.peek();
      if (best != null && (top == null || best.score() >= top.bound())) {
        out.add(settled.remove());
      } else if (top != null) {
        queue.remove();
        expand(top, budget);
      }
    }
    return out;
  }

  /** Settles no more unexpanded candidates than are asked for: a later call may have time. */
  private void guess(int wanted) {
    while (settled.size() < wanted && !queue.isEmpty()) {
      queue.remove().node().unexpanded().forEach(this::settle);
    }
  }

  private void expand(Queued top, Budget budget) {
    try {
      top.node().expand(budget);
    } catch (CancellationException e) {
      // The model also throws when time ran out; only the user's cancelling ends the ranking.
      budget.checkCancelled();
      queue.add(top);
      if (!budget.exhausted()) {
        throw e;
      }
    }
  }
}
