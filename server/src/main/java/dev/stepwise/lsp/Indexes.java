package dev.stepwise.lsp;

import dev.stepwise.index.Gate;
import dev.stepwise.index.LiveIndex;
import dev.stepwise.index.Lookup;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.eclipse.lsp4j.MessageType;

/**
 * The index of each workspace folder for as long as the folder is open. Everything here returns at
 * once: opening, building and following happen on threads of their own.
 */
final class Indexes implements AutoCloseable {
  /** A build that is over sooner is not shown. */
  private static final long PATIENCE_MILLIS = 500;

  private static final long REPORT_MILLIS = 250;
  private static final long CLOSE_SECONDS = 10;

  private final Session session;
  private final Optional<IndexFactory> factory;
  private final Gate gate;
  private final Progress progress;
  private final Map<Path, CompletableFuture<LiveIndex>> opened = new HashMap<>();

  /** Guards {@link #opened}. */
  private final Lock lock = new ReentrantLock();

  /** Makes the order in which texts are told the order in which they were typed. */
  private final Lock telling = new ReentrantLock();

  Indexes(Session session, Optional<IndexFactory> factory, Gate gate, Progress progress) {
    this.session = session;
    this.factory = factory;
    this.gate = gate;
    this.progress = progress;
  }

  /** Starts with the folders that are open. */
  void start() {
    session.roots().folders().forEach(this::add);
  }

  void add(Path root) {
    factory.ifPresent(
        open -> {
          lock.lock();
          try {
            if (!opened.containsKey(root)) {
              CompletableFuture<LiveIndex> index = new CompletableFuture<>();
              opened.put(root, index);
              // not a worker: those are interrupted at the end, which would tear the store's files
              Thread.ofPlatform().name("index-open").daemon().start(() -> open(open, root, index));
            }
          } finally {
            lock.unlock();
          }
        });
  }

  void remove(Path root) {
    lock.lock();
    try {
      CompletableFuture<LiveIndex> index = opened.remove(root);
      if (index != null) {
        CompletableFuture<?> _ = index.thenAcceptAsync(LiveIndex::close, session.threads());
      }
    } finally {
      lock.unlock();
    }
  }

  private void open(IndexFactory open, Path root, CompletableFuture<LiveIndex> index) {
    Reading reading = new Reading();
    try {
      LiveIndex live = open.open(root, gate, reading::progress, session::log);
      index.complete(live);
      Snapshot documents = session.documents().snapshot();
      documents.openDocuments().forEach(d -> tell(live, d.path()));
      if (!session.features().watchesFiles()) {
        live.watch();
      }
      follow(root, live, reading);
    } catch (UserException e) {
      index.completeExceptionally(e);
      session.show(MessageType.Warning, e.getMessage());
    } catch (RuntimeException | Error e) {
      index.completeExceptionally(e);
      session.log("no index of " + root + ": " + Failures.stack(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shows how the first build goes on, if it takes so long that one would wonder. */
  private void follow(Path root, LiveIndex live, Reading reading) throws InterruptedException {
    while (!over(live, PATIENCE_MILLIS)) {
      if (reading.total > 0) {
        show(root, live, reading);
      }
    }
  }

  private void show(Path root, LiveIndex live, Reading reading) throws InterruptedException {
    String title = "Stepwise: indexing " + root.getFileName();
    try (Progress.Shown shown = progress.count(title, () -> live.built().cancel(false))) {
      do {
        shown.report(reading.text(), reading.percent());
      } while (!over(live, REPORT_MILLIS));
      shown.result(
          live.built().isCancelled()
              ? "stopped at " + reading.text() + "; what is indexed is used"
              : "indexed " + reading.text());
    }
  }

  private static boolean over(LiveIndex live, long millis) throws InterruptedException {
    try {
      live.built().get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    }
  }

  /** A document was opened, changed or closed. */
  void documentChanged(Path file) {
    around(file, live -> tell(live, file));
  }

  private void tell(LiveIndex live, Path file) {
    telling.lock();
    try {
      session
          .documents()
          .snapshot()
          .document(file)
          .ifPresentOrElse(d -> live.textChanged(file, d.text()), () -> live.documentClosed(file));
    } finally {
      telling.unlock();
    }
  }

  /** Files or folders were made, changed or deleted on disk. */
  void filesChanged(Collection<Path> files) {
    each(
        (root, live) -> {
          List<Path> inside = files.stream().filter(file -> file.startsWith(root)).toList();
          if (!inside.isEmpty()) {
            live.filesChanged(inside);
          }
        });
  }

  /** What is known so far, by folder; folders whose index is not open yet are left out. */
  Map<Path, Lookup> lookups() {
    Map<Path, Lookup> lookups = new HashMap<>();
    each((root, live) -> lookups.put(root, live.lookup()));
    return lookups;
  }

  private void around(Path file, java.util.function.Consumer<LiveIndex> what) {
    each(
        (root, live) -> {
          if (file.startsWith(root)) {
            what.accept(live);
          }
        });
  }

  private void each(BiConsumer<Path, LiveIndex> what) {
    lock.lock();
    try {
      opened.forEach(
          (root, index) -> {
            if (index.isDone() && !index.isCompletedExceptionally()) {
              what.accept(root, index.join());
            }
          });
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    List<CompletableFuture<LiveIndex>> last;
    lock.lock();
    try {
      last = new ArrayList<>(opened.values());
      opened.clear();
    } finally {
      lock.unlock();
    }
    for (CompletableFuture<LiveIndex> index : last) {
      try {
        index.get(CLOSE_SECONDS, TimeUnit.SECONDS).close();
      } catch (ExecutionException | TimeoutException | CancellationException e) {
        session.log("closing an index that never opened: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How far a build is. */
  private static final class Reading {
    private volatile int done;
    private volatile int total;

    private void progress(int nowDone, int nowTotal) {
      done = nowDone;
      total = nowTotal;
    }

    private String text() {
      return String.format("%,d of %,d files", done, total);
    }

    private int percent() {
      return total == 0 ? 0 : (int) (100L * done / total);
    }
  }
}
