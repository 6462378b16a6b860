package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import dev.stepwise.settings.Budget;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that may touch a llama.cpp context, and who is next on it. A request takes many
 * short turns, each about one batch long. While an interactive request is open, background requests
 * wait between their turns; requests of the same urgency follow one another.
 */
final class Turns implements AutoCloseable {

  /** How urgent a request is. */
  enum Urgency {
    INTERACTIVE,
    BACKGROUND
  }

  private final Map<Urgency, ReentrantLock> oneAtATime = new EnumMap<>(Urgency.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final Thread thread;
  private int interactive;
  private boolean closed;

  Turns(String name) {
    for (Urgency urgency : Urgency.values()) {
      oneAtATime.put(urgency, new ReentrantLock(true));
    }
    thread = Thread.ofPlatform().name(name).daemon().start(this::loop);
  }

  /** A request's right to take turns. */
  final class Seat {
    private final Urgency urgency;

    private Seat(Urgency urgency) {
      this.urgency = urgency;
    }

    /** Runs {@code task} on the context's thread, as soon as nothing more urgent is open. */
    <T> T turn(Supplier<T> task) {
      waitForMoreUrgent(urgency);
      return call(task);
    }

    /** Whether a turn should end so that something more urgent can begin. */
    boolean wanted() {
      lock.lock();
      try {
        return closed || (urgency == Urgency.BACKGROUND && interactive > 0);
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Runs {@code request} on the calling thread with a seat to take turns from.
   *
   * @throws CancellationException if cancelled while waiting
   */
  <T> T request(Urgency urgency, Budget budget, Function<Seat, T> request) {
    ReentrantLock mine = Objects.requireNonNull(oneAtATime.get(urgency));
    count(urgency, 1);
    try {
      acquire(mine, budget);
      try {
        return request.apply(new Seat(urgency));
      } finally {
        mine.unlock();
      }
    } finally {
      count(urgency, -1);
    }
  }

  private static void acquire(ReentrantLock mine, Budget budget) {
    try {
      while (!mine.tryLock(20, TimeUnit.MILLISECONDS)) {
        budget.checkCancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    }
  }

  private void count(Urgency urgency, int change) {
    lock.lock();
    try {
      if (urgency == Urgency.INTERACTIVE) {
        interactive += change;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void waitForMoreUrgent(Urgency urgency) {
    lock.lock();
    try {
      while (urgency == Urgency.BACKGROUND && interactive > 0 && !closed) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs {@code task} on the context's thread and waits for it. */
  void run(Runnable task) {
    call(
        () -> {
          task.run();
          return true;
        });
  }

  private <T> T call(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    enqueue(
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void enqueue(Runnable task) {
    lock.lock();
    try {
      if (closed) {
        throw new ModelException("the model was closed");
      }
      work.add(task);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void loop() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      while (work.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return work.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread when the turns that were asked for are done. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
