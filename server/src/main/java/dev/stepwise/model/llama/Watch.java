package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.stepwise.settings.Budget;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stops an evaluation whose budget has ended or whose pace is too slow. llama.cpp asks before each
 * of the thousand nodes of its graph; calls into Java would add up. So the function that it asks is
 * C's own {@code strlen}, on a text whose first byte is 0 until a thread beside, which looks every
 * few milliseconds, sets it. The rest of the text is 0, so that the length is 0 or 1: a C truth
 * value.
 */
final class Watch implements AutoCloseable {
  private static final long LOOK_NANOS = 10_000_000;
  private static final int LOOKS_AWAKE = 10;

  private final Pace pace;
  private final MemorySegment flag;
  private final Thread thread;
  private volatile @Nullable Evaluation current;
  private volatile boolean asleep;
  private volatile boolean closed;

  /** Distinct for every evaluation, so that a late look never stops the next one. */
  private static final class Evaluation {
    final Budget budget;

    Evaluation(Budget budget) {
      this.budget = budget;
    }

    boolean ended() {
      try {
        return budget.exhausted();
      } catch (RuntimeException e) {
        return true; // a broken budget is an ended one
      }
    }
  }

  Watch(Pace pace, Arena arena) {
    this.pace = pace;
    flag = arena.allocate(2);
    thread = Thread.ofPlatform().name("llama watch").daemon().start(this::loop);
  }

  /** What llama.cpp is to ask. */
  static MemorySegment question() {
    return Linker.nativeLinker().defaultLookup().findOrThrow("strlen");
  }

  /** What it is to ask about. */
  MemorySegment flag() {
    return flag;
  }

  /** An evaluation begins. */
  synchronized void begin(Budget budget) {
    flag.set(JAVA_BYTE, 0, (byte) 0);
    current = new Evaluation(budget);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** The evaluation has ended. */
  synchronized void end() {
    current = null;
  }

  private void look(Evaluation evaluation) {
    boolean ended = evaluation.ended();
    synchronized (this) {
      if (current == evaluation && (ended || pace.tooSlow(System.nanoTime()))) {
        flag.set(JAVA_BYTE, 0, (byte) 1);
      }
    }
  }

  private void loop() {
    int idle = 0;
    while (!closed) {
      Evaluation evaluation = current;
      if (evaluation != null) {
        idle = 0;
        look(evaluation);
      }
      if (++idle > LOOKS_AWAKE) {
        asleep = true;
        if (current == null && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
        idle = 0;
      } else {
        LockSupport.parkNanos(this, LOOK_NANOS);
      }
    }
  }

  /** Ends the thread. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
