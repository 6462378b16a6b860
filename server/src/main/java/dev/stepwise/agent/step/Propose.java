package dev.stepwise.agent.step;

import dev.stepwise.agent.DepthPolicy;
import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Parts;
import dev.stepwise.agent.Phase;
import dev.stepwise.agent.Promising;
import dev.stepwise.agent.Search;
import dev.stepwise.agent.Search.Means;
import dev.stepwise.agent.State;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Which changes are worth a try next? Rules make candidates for every open place; later the model
 * ranks what is left, writes some of its own, and promising edits are combined.
 */
public final class Propose implements Step {
  private final Parts parts;

  public Propose(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Phase phase() {
    return Phase.PROPOSE;
  }

  @Override
  public String why(State state) {
    Search search = state.search();
    if (search.effort().batches() == 0) {
      return "make candidates, the likeliest first";
    }
    if (!search.passed().isEmpty()) {
      return "take a few more to compare with";
    }
    return DepthPolicy.rank(search)
        ? "have the model rank the " + search.pool().left() + " that are left"
        : "take the next hypotheses";
  }

  @Override
  public State run(State state, Budget budget) {
    Making making = new Making(state, budget);
    boolean compile = state.situation().isCompileProblem();
    for (FaultContext scope : state.openScopes()) {
      if (making.pool.open(scope)) {
        making.add(scope, compile ? parts.compileRules() : parts.rules());
      }
    }
    if (making.isDry() && compile && !making.search.used(Means.OTHER_RULES)) {
      making.addEverywhere(parts.rules());
      making.search = making.search.using(Means.OTHER_RULES);
    }
    boolean writes = !making.search.used(Means.WRITING);
    if (writes && (making.isDry() || DepthPolicy.write(making.search))) {
      making.write();
      making.search = making.search.using(Means.WRITING);
    }
    boolean pairs = !making.search.used(Means.PAIRS);
    if (pairs && (making.isDry() || DepthPolicy.combine(making.search))) {
      making.combine();
    }
    if (DepthPolicy.canBuild(making.search)
        && (making.isDry() || DepthPolicy.build(making.search))) {
      making.build();
    }
    Budget ranking = budget;
    if (DepthPolicy.rank(making.search)) {
      making.pool.rankAnew(parts.careful(), budget);
      making.search = making.search.using(Means.RANKING);
    }
    if (making.search.used(Means.RANKING)) {
      ranking = budget.atMost(DepthPolicy.rankingTime(making.search, budget.remaining()));
    }
    return making.draw(ranking);
  }

  /** The work of one step. */
  private final class Making {
    private final State state;
    private final Budget budget;
    private final Pool pool;
    private final List<Hypothesis> batch = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Search search;
    private int made;

    private Making(State state, Budget budget) {
      this.state = state;
      this.budget = budget;
      this.search = state.search();
      this.pool = state.search().pool();
    }

    private boolean isDry() {
      return pool.left() == 0;
    }

    /** What the model does not finish in its time is not waited for. */
    private void write() {
      boolean alone = parts.rules().isEmpty() && parts.compileRules().isEmpty();
      Budget share = budget.atMost(DepthPolicy.writingTime(budget.remaining(), alone));
      state.openScopes().forEach(scope -> add(scope, parts.writers(), share));
    }

    private void addEverywhere(List<Producer> producers) {
      state.openScopes().forEach(scope -> add(scope, producers));
    }

    /** Asks producers about one scope; one that fails harms nobody. */
    private void add(FaultContext scope, List<Producer> producers) {
      add(scope, producers, budget);
    }

    private void add(FaultContext scope, List<Producer> producers, Budget share) {
      List<Candidate> fresh = pool.fresh(scope, made(scope, producers, share));
      double suspicion = Math.max(0.01, StudyCode.suspicion(scope));
      boolean ranked = search.used(Means.RANKING);
      pool.add(scope, fresh, ranked ? parts.careful() : parts.quick(), Math.log(suspicion));
      made += fresh.size();
    }

    private List<Candidate> made(FaultContext scope, List<Producer> producers, Budget share) {
      List<Candidate> candidates = new ArrayList<>();
      for (Producer producer : producers) {
        budget.checkCancelled();
        try {
          candidates.addAll(producer.produce(scope, share));
        } catch (CancellationException e) {
          // A model whose share of the time is spent says so like this.
          budget.checkCancelled();
          notes.add(producer.name() + " ran out of time");
        } catch (RuntimeException e) {
          notes.add(producer.name() + " failed: " + e);
        }
      }
      return candidates;
    }

    private void combine() {
      List<Hypothesis> pairs = Pairs.of(search.promising(), pool);
      search = search.using(Means.PAIRS);
      if (!pairs.isEmpty()) {
        batch.addAll(pairs);
        made += pairs.size();
        notes.add(pairs.size() + " pairs of promising edits");
      }
    }

    /** One edit may be half of the fix: the rules look for the other half in the edited code. */
    private void build() {
      List<Promising> bases = DepthPolicy.bases(search);
      search = search.using(Means.BUILDING);
      List<Building> buildings = new ArrayList<>();
      for (Promising base : bases) {
        state.openScopes().stream()
            .filter(scope -> Building.fits(base, scope))
            .findFirst()
            .ifPresent(scope -> buildings.add(Building.on(base, scope, budget)));
      }
      int before = made;
      for (Building building : buildings) {
        List<Candidate> second = made(building.edited(), parts.rules(), budget);
        List<Ranked> ranked = parts.quick().rank(building.edited(), second, budget);
        made +=
            pool.addPairs(
                building.scope(),
                ranked.stream().limit(DepthPolicy.MOST_SECOND_EDITS).map(building::whole).toList());
      }
      if (made > before) {
        notes.add((made - before) + " go on from promising edits");
      }
    }

    private State draw(Budget ranking) {
      int size = DepthPolicy.batchSize(search);
      if (!search.passed().isEmpty()) {
        // A better one may be a single edit as well as a pair.
        batch.addAll(pool.draw(size / 2, false, ranking));
      }
      batch.addAll(pool.draw(Math.max(0, size - batch.size()), true, ranking));
      budget.checkCancelled();
      return state.with(search.propose(batch, made)).digest(Phase.PROPOSE, told());
    }

    private String told() {
      StringBuilder text = new StringBuilder();
      if (made > 0) {
        text.append(made).append(" candidates made; ");
      }
      if (batch.isEmpty()) {
        text.append("nothing left to try");
      } else {
        text.append(batch.size()).append(" to try, first: ").append(Changed.line(batch.getFirst()));
      }
      notes.forEach(n -> text.append("; ").append(n));
      return text.toString();
    }
  }
}
