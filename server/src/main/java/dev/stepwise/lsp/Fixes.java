package dev.stepwise.lsp;

import dev.stepwise.agent.Fix;
import dev.stepwise.agent.Task;
import dev.stepwise.model.ModelException;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.lsp4j.MessageType;

/** Runs fixes in the background, several at once, and keeps the last ones for their traces. */
final class Fixes {
  private static final int KEPT = 50;

  private final Session session;
  private final Agents agents;
  private final Progress progress;
  private final Presenter presenter;
  private final Consumer<FixRun> watcher;
  private final Deque<FixRun> runs = new ArrayDeque<>();
  private final AtomicLong next = new AtomicLong();

  /**
   * @param watcher told whenever a run starts, goes on or ends
   */
  Fixes(
      Session session,
      Agents agents,
      Progress progress,
      Presenter presenter,
      Consumer<FixRun> watcher) {
    this.session = session;
    this.agents = agents;
    this.progress = progress;
    this.presenter = presenter;
    this.watcher = watcher;
  }

  /** Starts a run and returns at once; the same order that still runs is not started twice. */
  FixRun start(FixOrder order, Snapshot documents) {
    FixRun run;
    synchronized (runs) {
      Optional<FixRun> same =
          runs.stream().filter(r -> r.running() && r.order().equals(order)).findFirst();
      if (same.isPresent()) {
        session.show(MessageType.Info, "already working on " + order.title());
        return same.get();
      }
      run = new FixRun("fix-" + next.incrementAndGet(), order, watcher);
      runs.addFirst(run);
      if (runs.size() > KEPT && !runs.getLast().running()) {
        runs.removeLast();
      }
    }
    session.workers().execute(() -> work(run, documents));
    return run;
  }

  /** Newest first. */
  Collection<FixRun> runs() {
    synchronized (runs) {
      return List.copyOf(runs);
    }
  }

  /** The run of that id, or the newest where the id is empty. */
  Optional<FixRun> run(String id) {
    return runs().stream().filter(r -> id.isEmpty() || r.id().equals(id)).findFirst();
  }

  void cancelAll() {
    runs().forEach(FixRun::cancel);
  }

  /** A run has ended by the time that people hear of it, so that they can order it anew at once. */
  private void work(FixRun run, Snapshot documents) {
    try {
      Optional<Fix> fix = search(run, documents);
      if (fix.isPresent() && !fix.get().proposals().isEmpty()) {
        run.end(presenter.present(run, fix.get()));
      } else if (fix.isPresent()) {
        run.end("none: " + fix.get().reason());
        session.show(
            MessageType.Warning,
            "no verified fix for " + run.order().title() + ": " + fix.get().reason());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException e) {
      run.end("cancelled");
    } catch (UserException | ModelException e) {
      String said = String.valueOf(e.getMessage());
      run.end("failed: " + said);
      session.show(MessageType.Error, said);
    } catch (RuntimeException | Error e) {
      run.end("failed: " + e);
      session.show(
          MessageType.Error,
          "the fix for " + run.order().title() + " broke off, see the log: " + e);
      session.log(Failures.stack(e));
    } finally {
      run.end("stopped");
    }
  }

  private Optional<Fix> search(FixRun run, Snapshot documents) throws InterruptedException {
    try (Progress.Shown shown = progress.begin("Stepwise: " + run.order().title(), run::cancel)) {
      shown.report("starting");
      try (Agents.Lease lease = agents.borrow(run.order().root())) {
        Task task = run.order().taskNow(documents, session.documents().snapshot());
        Budget budget = Budget.of(session.settings().budget(), run::cancelled);
        Fix fix = lease.agent().fix(task, new Reporter(run, shown), budget);
        budget.checkCancelled();
        run.finished(fix);
        shown.result(
            switch (fix.outcome()) {
              case VERIFIED -> "verified fix found";
              case PROPOSED -> "unverified proposal found";
              case NONE -> "no fix found";
            });
        return Optional.of(fix);
      } catch (CancellationException e) {
        shown.result("cancelled");
        throw e;
      } catch (UserException e) {
        shown.result(e.getMessage());
        throw e;
      } catch (RuntimeException | Error e) {
        shown.result("failed");
        throw e;
      }
    }
  }

  /** Tells of steps in the progress and in the run. */
  private record Reporter(FixRun run, Progress.Shown shown)
      implements dev.stepwise.agent.Agent.Listener {
    @Override
    public void started(String step, String why) {
      run.started(step, why);
      shown.report(run.state());
    }

    @Override
    public void ended(Fix.Step step) {
      run.ended(step);
    }
  }
}
