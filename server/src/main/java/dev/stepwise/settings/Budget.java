package dev.stepwise.settings;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How long a piece of work may still go on: a deadline and a way to cancel, passed down every call
 * that can take longer than a few milliseconds. There are no fixed time-outs besides it.
 */
public final class Budget {
  private final long deadlineNanos;
  private final BooleanSupplier cancelled;

  private Budget(long deadlineNanos, BooleanSupplier cancelled) {
    this.deadlineNanos = deadlineNanos;
    this.cancelled = cancelled;
  }

  /** A budget that ends after {@code limit} or as soon as {@code cancelled} answers true. */
  public static Budget of(Duration limit, BooleanSupplier cancelled) {
    return new Budget(System.nanoTime() + limit.toNanos(), cancelled);
  }

  /** A budget that ends after {@code limit}. */
  public static Budget of(Duration limit) {
    return of(limit, () -> false);
  }

  /** At most {@code limit} of this budget, cancelled with it. */
  public Budget atMost(Duration limit) {
    return new Budget(Math.min(deadlineNanos, System.nanoTime() + limit.toNanos()), cancelled);
  }

  /** What is left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  /** Whether the user asked to stop; unlike {@link #exhausted()} this is never a matter of time. */
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  /** Whether no time is left or the work was cancelled. */
  public boolean exhausted() {
    return cancelled() || System.nanoTime() >= deadlineNanos;
  }

  /**
   * To be called between units of work.
   *
   * @throws CancellationException if the user asked to stop
   */
  public void checkCancelled() {
    if (cancelled()) {
      throw new CancellationException("cancelled");
    }
  }
}
