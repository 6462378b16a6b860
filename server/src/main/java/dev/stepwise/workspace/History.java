package dev.stepwise.workspace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The states that open documents went through since a snapshot. Whoever sends an edit to an editor
 * reads from it whether the edit arrived, and what the user typed in between. To be closed.
 */
public final class History implements AutoCloseable {
  private final Map<Path, List<Gap.State>> states = new HashMap<>();
  private final Consumer<History> leave;
  private long changes;

  History(Snapshot from, Consumer<History> leave) {
    from.openDocuments()
        .forEach(
            d -> states.computeIfAbsent(d.path(), p -> new ArrayList<>()).add(Gap.State.of(d)));
    this.leave = leave;
  }

  /**
   * @param late whether they were overtaken: then they take the place of all that is not older,
   *     except of the state at the start; there are never less afterwards than before
   */
  synchronized void add(Path path, List<Gap.State> made, boolean late) {
    List<Gap.State> all = states.computeIfAbsent(path, p -> new ArrayList<>());
    if (late && !made.isEmpty()) {
      int first = made.getFirst().version();
      all.subList(Math.min(1, all.size()), all.size()).removeIf(s -> s.version() >= first);
    }
    for (Gap.State state : made) {
      if (late || all.isEmpty() || !all.getLast().lines().text().equals(state.lines().text())) {
        all.add(state);
        changes++;
        notifyAll();
      }
    }
  }

  /** All texts of a document in order, the first as it was at the start; empty if never open. */
  public synchronized List<String> states(Path file) {
    return states.getOrDefault(Snapshot.normal(file), List.of()).stream()
        .map(s -> s.lines().text())
        .toList();
  }

  /** Whether any document changed since the start. */
  public synchronized boolean changed() {
    return changes > 0;
  }

  /**
   * Waits until a condition on the states holds; it is asked now and after every change.
   *
   * @return whether it holds in the end
   */
  public synchronized boolean await(BooleanSupplier condition, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  @Override
  public void close() {
    leave.accept(this);
  }
}
