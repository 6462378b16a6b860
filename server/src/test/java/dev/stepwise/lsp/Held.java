package dev.stepwise.lsp;

import dev.stepwise.index.Gate;
import dev.stepwise.index.IndexListener;
import dev.stepwise.index.LiveIndex;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Indexes whose first build waits after so many files until it is let go. */
final class Held implements IndexFactory {
  final CountDownLatch go = new CountDownLatch(1);
  final CountDownLatch reached = new CountDownLatch(1);
  final AtomicInteger read = new AtomicInteger();
  private final Path cache;
  private final int after;

  Held(Path cache, int after) {
    this.cache = cache;
    this.after = after;
  }

  @Override
  public LiveIndex open(Path root, Gate gate, IndexListener listener, Consumer<String> log) {
    return new LiveIndex(root, cache, gate, (done, total) -> pass(listener, done, total), log);
  }

  private void pass(IndexListener listener, int done, int total) {
    listener.progress(done, total);
    read.incrementAndGet();
    if (done >= after) {
      reached.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
