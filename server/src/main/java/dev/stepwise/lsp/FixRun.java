package dev.stepwise.lsp;

import dev.stepwise.agent.Agent;
import dev.stepwise.agent.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One fix asked for: running, finished or failed. Safe for use by several threads. */
final class FixRun implements Agent.Listener {
  private final String id;
  private final FixOrder order;
  private final Consumer<FixRun> changed;
  private final List<Fix.Step> steps = new ArrayList<>();
  private volatile boolean cancelled;
  private String doing = "starting";
  private String ended = "";
  private Optional<Fix> fix = Optional.empty();

  /**
   * @param changed told of every step
   */
  FixRun(String id, FixOrder order, Consumer<FixRun> changed) {
    this.id = id;
    this.order = order;
    this.changed = changed;
  }

  String id() {
    return id;
  }

  FixOrder order() {
    return order;
  }

  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  @Override
  public void started(String step, String why) {
    synchronized (this) {
      doing = why.isEmpty() ? step : step + ": " + why;
    }
    changed.accept(this);
  }

  @Override
  public void ended(Fix.Step step) {
    synchronized (this) {
      steps.add(step);
    }
    changed.accept(this);
  }

  synchronized void finished(Fix found) {
    fix = Optional.of(found);
  }

  /** Closes the run with one line on how it ended; the first line stays. */
  void end(String how) {
    synchronized (this) {
      ended = ended.isEmpty() ? how : ended;
    }
    changed.accept(this);
  }

  /** Says anew how it ended: a fix that was shown before is applied now. */
  void endAnew(String how) {
    synchronized (this) {
      ended = how;
    }
    changed.accept(this);
  }

  synchronized boolean running() {
    return ended.isEmpty();
  }

  /** The step that runs, or how the run ended. */
  synchronized String state() {
    return ended.isEmpty() ? doing : ended;
  }

  synchronized Optional<Fix> fix() {
    return fix;
  }

  /** Steps that have ended so far. */
  synchronized List<Fix.Step> steps() {
    return fix.map(Fix::steps).orElseGet(() -> List.copyOf(steps));
  }
}
