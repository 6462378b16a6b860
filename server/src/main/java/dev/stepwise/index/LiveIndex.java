package dev.stepwise.index;

import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.FileWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The index of a workspace that an editor has open: built in the background, then kept up with what
 * is typed and what changes on disk. Nothing here waits; keystrokes and file events that come
 * faster than they are indexed are taken together.
 */
public final class LiveIndex implements AutoCloseable {
  private static final long IDLE_SECONDS = 2;

  /** Reading so many files leaves memory behind that is worth giving back. */
  private static final int MANY_FILES = 1_000;

  private final ProjectIndex index;
  private final Consumer<String> log;
  private final CompletableFuture<Void> built = new CompletableFuture<>();

  /** What is typed: path to text, empty where the document was closed. */
  private final BlockingQueue<Typed> typed = new LinkedBlockingQueue<>();

  /** What changed on disk. */
  private final BlockingQueue<Set<Path>> changed = new LinkedBlockingQueue<>();

  private final Thread typing;
  private final Thread files;
  private volatile boolean closed;
  private Optional<FileWatcher> watcher = Optional.empty();

  /**
   * Opens the index and starts to bring it up to date.
   *
   * @param cacheDir the user's cache folder
   * @param gate closed while somebody waits for an answer of the server
   * @param listener follows the first build
   * @param log told in one line what went wrong; the index lives on
   * @throws dev.stepwise.settings.UserException if the cache cannot be written
   */
  public LiveIndex(
      Path root, Path cacheDir, Gate gate, IndexListener listener, Consumer<String> log) {
    this.index = ProjectIndex.open(root, cacheDir, gate);
    this.log = log;
    this.typing = Thread.ofPlatform().name("index-typing").daemon().start(this::followTyping);
    this.files =
        Thread.ofPlatform().name("index-files").daemon().start(() -> followFiles(listener));
  }

  /** Answers from what is known so far. */
  public Lookup lookup() {
    return index;
  }

  /** Done when the first build or check is; cancelling it stops the build, what is done stays. */
  public CompletableFuture<Void> built() {
    return built;
  }

  /** The editor has this unsaved text for a file. */
  public void textChanged(Path file, String text) {
    typed.add(new Typed(file, Optional.of(text)));
  }

  /** The editor closed a document; the file on disk counts again. */
  public void documentClosed(Path file) {
    typed.add(new Typed(file, Optional.empty()));
  }

  /** Files or folders were made, changed or deleted on disk. */
  public void filesChanged(Collection<Path> paths) {
    changed.add(Set.copyOf(paths));
  }

  /** Whether it was closed: nothing can be asked any more. */
  public boolean isClosed() {
    return closed;
  }

  /** Watches the workspace itself, for an editor that does not. */
  public synchronized void watch() {
    if (watcher.isPresent() || closed) {
      return;
    }
    try {
      watcher = Optional.of(new FileWatcher(index.root(), this::filesChanged));
      filesChanged(Set.of(index.root())); // what changed before the watch
    } catch (IOException e) {
      log.accept("cannot watch " + index.root() + ": " + e.getMessage());
    }
  }

  private void followTyping() {
    try {
      while (!closed) {
        Map<Path, Optional<String>> latest = new LinkedHashMap<>();
        for (Typed each = typed.take(); each != null; each = typed.poll()) {
          latest.put(each.file, each.text);
        }
        latest.forEach(
            (file, text) ->
                guarded(
                    () ->
                        text.ifPresentOrElse(
                            t -> index.overlay(file, t), () -> index.removeOverlay(file))));
      }
    } catch (InterruptedException e) {
      return; // closed
    }
  }

  private void followFiles(IndexListener listener) {
    build(listener);
    boolean uncommitted = false;
    try {
      while (!closed) {
        Set<Path> first = changed.poll(IDLE_SECONDS, TimeUnit.SECONDS);
        if (first == null) {
          if (uncommitted) {
            guarded(index::commit);
          }
          uncommitted = false;
          continue;
        }
        Set<Path> all = new HashSet<>(first);
        for (Set<Path> more = changed.poll(); more != null; more = changed.poll()) {
          all.addAll(more);
        }
        if (!all.isEmpty()) {
          guarded(() -> index.changed(all));
          uncommitted = true;
        }
      }
    } catch (InterruptedException e) {
      return; // closed
    }
  }

  private void build(IndexListener listener) {
    AtomicInteger files = new AtomicInteger();
    IndexListener counting =
        (done, total) -> {
          files.set(total);
          listener.progress(done, total);
        };
    guarded(() -> index.update(counting, Budget.of(Duration.ofDays(1), this::isStopped)));
    if (files.get() > MANY_FILES) {
      System.gc(); // a server that rests must not hold what its one large piece of work took
    }
    built.complete(null);
  }

  private boolean isStopped() {
    return closed || built.isCancelled();
  }

  /** One failure must not end a thread that everything later depends on. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (CancellationException e) {
      built.cancel(false);
    } catch (RuntimeException e) {
      if (!closed) {
        log.accept("index: " + e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      synchronized (this) {
        if (watcher.isPresent()) {
          watcher.get().close();
        }
      }
      // an interrupt in the middle of a write would close the store's files: wake them by messages
      typed.add(new Typed(index.root(), Optional.empty()));
      changed.add(Set.of());
      files.join(TimeUnit.SECONDS.toMillis(10));
      typing.join(TimeUnit.SECONDS.toMillis(10));
    } catch (IOException e) {
      log.accept("index: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    index.close();
  }

  private record Typed(Path file, Optional<String> text) {}
}
