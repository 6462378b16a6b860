package dev.stepwise.agent;

import dev.stepwise.agent.step.Documentation;
import dev.stepwise.agent.step.Orient;
import dev.stepwise.agent.step.Propose;
import dev.stepwise.agent.step.ReadDocs;
import dev.stepwise.agent.step.Step;
import dev.stepwise.agent.step.StudyCode;
import dev.stepwise.agent.step.Verify;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.HeapKeeper;
import dev.stepwise.verify.Workbench;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The planner: a loop that takes a step, checks it and decides what comes next. The loop itself
 * knows neither code nor models; what it remembers between steps is the {@link State}.
 */
public final class StepwiseAgent implements Agent {
  /** Bound of every prompt: what a laptop evaluates in a few seconds. */
  public static final int MAX_PROMPT_TOKENS = 2_048;

  /** A run that has not ended by then goes in circles; no real one came near. */
  private static final int MAX_STEPS = 200;

  private final Workbench workbench;
  private final Optional<LanguageModel> model;
  private final Documentation documentation;
  private final Function<Optional<LanguageModel>, Parts> parts;
  private final Chooser chooser;
  private final Mode mode;
  private final Supplier<Snapshot> snapshot;

  /** Runs share the workbench and the cores, so they take turns. */
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * The agent owns the workbench and closes it; the model belongs to the caller.
   *
   * @param parts makes the parts of one run around its model
   * @param snapshot the files as the user has them, asked for at the start of a run
   */
  public StepwiseAgent(
      Workbench workbench,
      Optional<LanguageModel> model,
      Documentation documentation,
      Function<Optional<LanguageModel>, Parts> parts,
      Chooser chooser,
      Mode mode,
      Supplier<Snapshot> snapshot) {
    this.workbench = workbench;
    this.model = model;
    this.documentation = documentation;
    this.parts = parts;
    this.chooser = chooser;
    this.mode = mode;
    this.snapshot = snapshot;
  }

  @Override
  public Fix fix(Task task, Listener listener, Budget budget) {
    turn.lock();
    try {
      Snapshot files = snapshot.get();
      Map<Path, String> texts = new HashMap<>();
      files.openDocuments().forEach(d -> texts.put(d.path(), d.text()));
      workbench.refresh(texts, budget);
      return new Run(task, files, listener, budget).toTheEnd();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    workbench.close();
  }

  /** One run. */
  private final class Run {
    private final long start = System.nanoTime();
    private final Listener listener;
    private final Budget budget;
    private final Optional<MeteredModel> metered;
    private final Parts used;
    private final SelfCheck selfCheck;
    private final List<Fix.Step> done = new ArrayList<>();
    private State state;

    private Run(Task task, Snapshot files, Listener listener, Budget budget) {
      this.listener = listener;
      this.budget = budget;
      this.metered = model.map(m -> new MeteredModel(m, MAX_PROMPT_TOKENS, listener::prompted));
      this.used = parts.apply(metered.map(m -> m));
      this.selfCheck =
          switch (mode) {
            case AGENT -> new StepByStep(ModelJudge.of(metered.map(m -> m)));
            case SINGLE_SHOT -> new AllAtOnce();
          };
      this.state = State.of(task, files);
    }

    private Fix toTheEnd() {
      Phase phase = Phase.ORIENT;
      while (true) {
        budget.checkCancelled();
        Verdict verdict = take(step(phase));
        switch (verdict) {
          case Verdict.GoOn(Phase next) -> phase = next;
          case Verdict.Deepen(Phase into, String why) -> phase = into;
          case Verdict.GoBack(Phase to, String evidence) -> phase = to;
          case Verdict.Stop(String reason) -> {
            return end(reason);
          }
        }
        if (done.size() >= MAX_STEPS) {
          return end("no end in sight after " + MAX_STEPS + " steps");
        }
      }
    }

    private Step step(Phase phase) {
      return switch (phase) {
        case ORIENT -> new Orient(workbench, used.locator());
        case READ_DOCS -> new ReadDocs(documentation);
        case STUDY_CODE -> new StudyCode(used.locator());
        case PROPOSE -> new Propose(used);
        case VERIFY -> new Verify(workbench);
      };
    }

    private Verdict take(Step step) {
      String name = step.phase().title();
      String why = step.why(state);
      listener.started(name, why);
      long began = System.nanoTime();
      Usage before = usage();
      Verdict verdict = ran(step);
      Usage used = usage().minus(before);
      Fix.Step taken =
          new Fix.Step(
              name,
              why,
              seconds(began),
              used.fresh(),
              used.cached(),
              used.generated(),
              verdict.text(),
              state.lastDigest());
      done.add(taken);
      listener.ended(taken);
      HeapKeeper.check();
      return verdict;
    }

    private Verdict ran(Step step) {
      try {
        state = step.run(state, budget);
        return selfCheck.judge(step.phase(), state, budget);
      } catch (CancellationException e) {
        // A model that is asked for scores stops like this when the time is spent, too.
        budget.checkCancelled();
        state = state.digest(step.phase(), "stopped: the time is spent");
        return selfCheck.judge(step.phase(), state, budget);
      }
    }

    private Usage usage() {
      return metered.map(MeteredModel::usage).orElse(Usage.NONE);
    }

    private Fix end(String reason) {
      List<Passed> best = chooser.choose(state, metered.map(m -> m), budget);
      Fix.Outcome outcome = Fix.Outcome.NONE;
      if (!best.isEmpty()) {
        outcome = best.getFirst().verified() ? Fix.Outcome.VERIFIED : Fix.Outcome.PROPOSED;
      }
      return new Fix(
          outcome,
          reason,
          best.stream().map(Run::proposal).toList(),
          state.search().effort().candidates(),
          done,
          seconds(start),
          metered.map(MeteredModel::peakPromptTokens).orElse(0),
          model.map(m -> m.info().id()).orElse("none"));
    }

    private static Fix.Proposal proposal(Passed passed) {
      Hypothesis hypothesis = passed.hypothesis();
      return new Fix.Proposal(
          Map.of(hypothesis.candidate().file(), hypothesis.before()),
          Map.of(hypothesis.candidate().file(), hypothesis.candidate().edits()),
          passed.checks(),
          hypothesis.candidate().origin(),
          hypothesis.rank());
    }

    private static double seconds(long since) {
      return Math.round((System.nanoTime() - since) / 1e7) / 100.0;
    }
  }
}
