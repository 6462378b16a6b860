package dev.stepwise.index;

import dev.stepwise.language.Outline;
import dev.stepwise.language.SourceReader;
import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;

/** Reads files and writes their documents to the store, many files in parallel. */
final class Indexer {
  private static final int FEW = 8;

  private final Store store;
  private final Languages languages;
  private final ConcurrentLinkedQueue<Scratch> free = new ConcurrentLinkedQueue<>();

  Indexer(Store store, Languages languages) {
    this.store = store;
    this.languages = languages;
  }

  /** Indexes files and notes their states in {@code known}; files that vanish are left out. */
  void index(
      List<FileTree.Entry> files,
      Map<String, FileState> known,
      IndexListener listener,
      Budget budget) {
    boolean empty = known.isEmpty() && store.isFresh();
    int threads = files.size() <= FEW ? 1 : Runtime.getRuntime().availableProcessors();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Map<String, FileState> states = new ConcurrentHashMap<>();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            budget.checkCancelled();
            FileTree.Entry file = files.get(i);
            index(file, empty).ifPresent(state -> states.put(file.path(), state));
            listener.progress(done.incrementAndGet(), files.size());
          }
        };
    try {
      if (threads == 1) {
        work.run();
      } else {
        inParallel(work, threads);
      }
    } finally {
      known.putAll(states);
    }
  }

  private static void inParallel(Runnable work, int threads) {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("index-", 0).daemon().factory())) {
      List<? extends Future<?>> running =
          IntStream.range(0, threads).mapToObj(i -> pool.submit(work)).toList();
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("interrupted");
    }
  }

  private Optional<FileState> index(FileTree.Entry file, boolean empty) {
    Scratch scratch = take();
    try {
      scratch.source.read(file.file(), file.size());
      if (scratch.source.isBinary()) {
        remove(file.path());
        return Optional.empty();
      }
      FileState state =
          new FileState(
              scratch.source.size(),
              file.modified(),
              scratch.source.hash(),
              language(file.path()),
              0);
      write(file.path(), scratch.source.text(), state, empty, scratch);
      return Optional.of(state);
    } catch (IOException e) {
      remove(file.path()); // vanished, or not ours to read
      return Optional.empty();
    } finally {
      free.add(scratch);
    }
  }

  private Scratch take() {
    Scratch pooled = free.poll();
    return pooled == null ? new Scratch() : pooled;
  }

  FileState indexUnsaved(String path, String text) {
    FileState state =
        new FileState(
            FileState.UNSAVED,
            0,
            ContentHash.of(text.getBytes(StandardCharsets.UTF_8)),
            language(path),
            0);
    Scratch scratch = take();
    try {
      write(path, CharBuffer.wrap(text.toCharArray()), state, false, scratch);
    } finally {
      free.add(scratch);
    }
    return state;
  }

  void remove(String path) {
    try {
      store.writer().deleteDocuments(new Term(Fields.KEY, path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String language(String path) {
    return languages.readerOf(path).map(SourceReader::language).orElse("text");
  }

  private void write(
      String path, CharBuffer text, FileState state, boolean empty, Scratch scratch) {
    Optional<SourceReader> reader = languages.readerOf(path);
    Outline outline = reader.map(r -> r.read(text)).orElse(Outline.EMPTY);
    boolean document = state.language().equals("document");
    try {
      var block = scratch.documents.of(path, text, outline, state, document);
      if (empty) {
        store.writer().addDocuments(block);
      } else {
        store.writer().updateDocuments(new Term(Fields.KEY, path), block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What one file after the other is read with. */
  private static final class Scratch {
    final SourceText source = new SourceText();
    final FileDocuments documents = new FileDocuments();
  }
}
