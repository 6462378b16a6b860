package dev.stepwise.agent.step;

import dev.stepwise.agent.DepthPolicy;
import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Phase;
import dev.stepwise.agent.Search;
import dev.stepwise.agent.State;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.rank.Ranker;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Which changes are worth a try next? Rules make candidates for every open place, later the model
 * writes some, last promising edits are combined. The ranker decides what is tried first.
 */
public final class Propose implements Step {
  private final List<Producer> rules;
  private final List<Producer> writers;
  private final Ranker ranker;

  /**
   * @param rules cheap producers, asked at once
   * @param writers producers that ask the model, asked once rules have had their chance
   */
  public Propose(List<Producer> rules, List<Producer> writers, Ranker ranker) {
    this.rules = List.copyOf(rules);
    this.writers = List.copyOf(writers);
    this.ranker = ranker;
  }

  @Override
  public Phase phase() {
    return Phase.PROPOSE;
  }

  @Override
  public String why(State state) {
    Search search = state.search();
    if (search.batches() == 0) {
      return "make candidates and put the likeliest first";
    }
    return search.passed().isEmpty() ? "take the next hypotheses" : "take a few to compare with";
  }

  @Override
  public State run(State state, Budget budget) {
    Search search = state.search();
    Pool pool = search.pool();
    List<String> notes = new ArrayList<>();
    int made = 0;
    for (FaultContext scope : state.openScopes()) {
      if (pool.open(scope)) {
        made += add(state, scope, rules, notes, budget);
      }
    }
    boolean dry = pool.isDry(budget);
    if (!search.modelAsked() && (dry || DepthPolicy.write(search))) {
      for (FaultContext scope : state.openScopes()) {
        made += add(state, scope, writers, notes, budget);
      }
      search = search.asked();
      dry = pool.isDry(budget);
    }
    List<Hypothesis> batch = new ArrayList<>();
    if (DepthPolicy.combine(search) || (dry && !search.pairsMade())) {
      batch.addAll(Pairs.of(search.promising(), pool));
      made += batch.size();
      search = search.paired();
      if (!batch.isEmpty()) {
        notes.add(batch.size() + " pairs of promising edits");
      }
    }
    int size = DepthPolicy.batchSize(search);
    batch.addAll(pool.draw(Math.max(0, size - batch.size()), budget));
    return state.with(search.propose(batch, made)).digest(Phase.PROPOSE, told(batch, made, notes));
  }

  /** Asks producers about one scope; one that fails harms nobody. */
  private int add(
      State state,
      FaultContext scope,
      List<Producer> producers,
      List<String> notes,
      Budget budget) {
    List<Candidate> candidates = new ArrayList<>();
    for (Producer producer : producers) {
      budget.checkCancelled();
      try {
        candidates.addAll(producer.produce(scope, budget));
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException e) {
        notes.add(producer.name() + " failed: " + e);
      }
    }
    List<Candidate> fresh = state.search().pool().fresh(scope, candidates);
    if (!fresh.isEmpty()) {
      double suspicion = Math.max(0.01, StudyCode.suspicion(scope));
      state.search().pool().add(scope, ranker.start(scope, fresh), Math.log(suspicion));
    }
    return fresh.size();
  }

  private static String told(List<Hypothesis> batch, int made, List<String> notes) {
    StringBuilder text = new StringBuilder();
    if (made > 0) {
      text.append(made).append(" candidates made; ");
    }
    if (batch.isEmpty()) {
      text.append("nothing left to try");
    } else {
      Hypothesis first = batch.getFirst();
      text.append(batch.size()).append(" to try, first: ").append(Changed.line(first));
    }
    notes.forEach(n -> text.append("; ").append(n));
    return text.toString();
  }
}
