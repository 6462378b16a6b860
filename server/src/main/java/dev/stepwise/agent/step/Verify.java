package dev.stepwise.agent.step;

import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Passed;
import dev.stepwise.agent.Phase;
import dev.stepwise.agent.Promising;
import dev.stepwise.agent.Search;
import dev.stepwise.agent.Situation;
import dev.stepwise.agent.State;
import dev.stepwise.settings.Background;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Do compiler and tests accept one of the hypotheses? Compiled classes live for two chunks at most,
 * so memory does not grow with the search.
 */
public final class Verify implements Step {
  /** Compiled together: enough to keep the compilers warm, few enough to forget soon. */
  private static final int CHUNK = 32;

  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("stepwise-verify").factory();

  private final Workbench workbench;

  public Verify(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Phase phase() {
    return Phase.VERIFY;
  }

  @Override
  public String why(State state) {
    int count = state.search().batch().size();
    String tests = state.situation().isCompileProblem() ? "compile" : "compile and test";
    return tests + " " + (count == 1 ? "it" : "these " + count);
  }

  @Override
  public State run(State state, Budget budget) {
    long start = System.nanoTime();
    Tally tally = new Tally();
    Judge judge = judge(state, budget);
    List<Hypothesis> batch = state.search().batch();
    int done = 0;
    try (ExecutorService ahead = Executors.newSingleThreadExecutor(THREADS)) {
      Future<Chunk> next = ahead.submit(() -> compile(state, batch, 0, budget));
      while (done < batch.size() && !budget.exhausted() && judge.obstacle().isEmpty()) {
        Chunk chunk = Background.result(next);
        int behind = done + chunk.hypotheses.size();
        // Tests keep one processor busy, so the next ones are compiled meanwhile.
        next = ahead.submit(() -> compile(state, batch, behind, budget));
        List<Compilation> compiled = chunk.compilations;
        List<Ruling> rulings =
            judge.judge(chunk.hypotheses.subList(0, compiled.size()), compiled, budget);
        for (int i = 0; i < rulings.size(); i++) {
          tally.add(chunk.hypotheses.get(i), rulings.get(i));
        }
        done += rulings.size();
        if (rulings.size() < chunk.hypotheses.size()) {
          break;
        }
      }
    }
    budget.checkCancelled();
    double seconds = (System.nanoTime() - start) / 1e9;
    Search search = state.search().verified(done, tally.nearer, tally.passed, seconds);
    if (!judge.obstacle().isEmpty()) {
      search = search.blocked(judge.obstacle());
    }
    Situation situation = state.situation().withBaseline(judge.baseline());
    return state.with(situation).with(search).digest(Phase.VERIFY, tally.told(done));
  }

  /** Hypotheses that are judged together, with as many compilations as there was time for. */
  private record Chunk(List<Hypothesis> hypotheses, List<Compilation> compilations) {}

  private Chunk compile(State state, List<Hypothesis> batch, int from, Budget budget) {
    List<Hypothesis> chunk = batch.subList(from, Math.min(batch.size(), from + CHUNK));
    List<Variant> variants = new ArrayList<>();
    for (Hypothesis hypothesis : chunk) {
      variants.add(
          Unsaved.variant(state, workbench, hypothesis.candidate().file(), hypothesis.after()));
    }
    List<Compilation> compiled =
        variants.isEmpty() ? List.of() : workbench.compile(variants, budget);
    return new Chunk(chunk, compiled);
  }

  private Judge judge(State state, Budget budget) {
    Situation situation = state.situation();
    if (situation.isCompileProblem()) {
      return new CompileJudge(workbench, state);
    }
    if (!situation.mayRunTests() || situation.target().isEmpty()) {
      return new GreenJudge(workbench, state);
    }
    return new TestJudge(workbench, state, budget);
  }

  /** Counts of one batch. */
  private static final class Tally {
    private final List<Promising> nearer = new ArrayList<>();
    private final List<Passed> passed = new ArrayList<>();
    private int compiled;
    private String closest = "";

    private void add(Hypothesis hypothesis, Ruling ruling) {
      switch (ruling) {
        case Ruling.Accepted(Passed accepted) -> {
          passed.add(accepted);
          compiled++;
        }
        case Ruling.Nearer(String how, double progress, List<TestRun.Result> failures) -> {
          nearer.add(new Promising(hypothesis, progress, failures));
          closest = closest.isEmpty() ? how : closest;
          compiled++;
        }
        case Ruling.Rejected() -> compiled++;
        case Ruling.DoesNotCompile() -> {
          // Counted as tried only.
        }
      }
    }

    private String told(int tried) {
      String some = tried + " tried, " + compiled + " compile, " + passed.size() + " pass";
      if (!passed.isEmpty()) {
        return some + "; first: " + Changed.line(passed.getFirst().hypothesis());
      }
      return closest.isEmpty() ? some : some + "; nearest: " + closest;
    }
  }
}
