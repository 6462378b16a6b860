package dev.stepwise.repair;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What rules find in one context: each changed text once, the most suspicious lines first. */
public final class Harvest {
  private final FaultContext context;
  private final int most;
  private final List<Scored> found = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private record Scored(Candidate candidate, double suspicion) {}

  /**
   * @param most candidates to keep; what comes later is left out
   */
  public Harvest(FaultContext context, int most) {
    this.context = context;
    this.most = most;
  }

  /** Whether to stop: there are enough, or the time is spent. */
  public boolean isOver(Budget budget) {
    budget.checkCancelled();
    return budget.exhausted() || found.size() >= most;
  }

  /** No candidate is to look like this, the unchanged code for example. */
  public void exclude(String key) {
    seen.add(key);
  }

  /** The highest of the lines; without any suspicion at all every line is as good as another. */
  public double suspicion(Set<Integer> lines) {
    Map<Integer, Double> known = context.suspicion();
    return known.isEmpty()
        ? 1
        : lines.stream().mapToDouble(l -> known.getOrDefault(l, 0.0)).max().orElse(0);
  }

  /**
   * Keeps a rule's change unless its lines are beyond suspicion or the like is there already.
   *
   * @param lines zero-based lines it bears on
   * @param key the same for changes that make the same of the code
   */
  public void add(String rule, double prior, List<TextEdit> edits, Set<Integer> lines, String key) {
    double suspicion = suspicion(lines);
    if (suspicion > 0 && seen.add(key)) {
      found.add(new Scored(new Candidate(context.file(), edits, "rule:" + rule, prior), suspicion));
    }
  }

  /** All that was kept, by suspicion, then by prior. */
  public List<Candidate> candidates() {
    return found.stream()
        .sorted(
            Comparator.comparingDouble((Scored s) -> -s.suspicion)
                .thenComparingDouble(s -> -s.candidate.prior()))
        .map(Scored::candidate)
        .toList();
  }
}
