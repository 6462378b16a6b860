package dev.stepwise.index;

import dev.stepwise.language.Outline;
import dev.stepwise.language.SourceReader;
import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;

/** Reads files and writes their documents to the store, many files in parallel. */
final class Indexer {
  private static final int FEW = 8;

  /** From here on it pays that each thread writes out what it gathered. */
  private static final int MANY = 1_000;

  /** After so many files it is looked whether memory is to be given back. */
  private static final int HEAP_CHECKED = 200;

  private final Languages languages;

  /** Paths with unsaved text; their files are not read. */
  private final Map<String, String> unsaved;

  /** One path is written by one thread at a time. */
  private final Object[] locks = new Object[64];

  private final ConcurrentLinkedQueue<Scratch> free = new ConcurrentLinkedQueue<>();

  Indexer(Languages languages, Map<String, String> unsaved) {
    this.languages = languages;
    this.unsaved = unsaved;
    Arrays.setAll(locks, i -> new Object());
  }

  private Object lock(String path) {
    return locks[Math.floorMod(path.hashCode(), locks.length)];
  }

  /** Indexes files and notes their states in {@code known}; files that vanish are left out. */
  void index(
      Store store,
      List<FileTree.Entry> files,
      Map<String, FileState> known,
      IndexListener listener,
      Budget budget) {
    boolean empty = known.isEmpty() && store.isFresh();
    int threads = files.size() <= FEW ? 1 : Runtime.getRuntime().availableProcessors();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    HeapKeeper heap = new HeapKeeper();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            budget.checkCancelled();
            FileTree.Entry file = files.get(i);
            index(store, file, known, empty);
            listener.progress(done.incrementAndGet(), files.size());
            if (i % HEAP_CHECKED == HEAP_CHECKED - 1) {
              heap.check();
            }
          }
          if (files.size() > MANY) {
            flush(store);
          }
        };
    if (threads == 1) {
      work.run();
    } else {
      inParallel(work, threads);
    }
  }

  /** Writes out the largest buffer; a refresh would write them one after the other. */
  private static void flush(Store store) {
    try {
      store.writer().flushNextBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private void index(
      Store store, FileTree.Entry file, Map<String, FileState> known, boolean empty) {
    Scratch scratch = take();
    String path = file.path();
    try {
      long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
      scratch.source.read(file.file(), file.size());
      boolean binary = scratch.source.isBinary();
      FileState state =
          new FileState(
              scratch.source.size(),
              FileState.settled(file.modified(), now),
              scratch.source.hash(),
              language(path),
              0);
      CharBuffer text = binary ? CharBuffer.wrap(new char[0]) : scratch.source.text();
      Outline outline = read(path, text);
      synchronized (lock(path)) {
        if (unsaved.containsKey(path)) {
          return;
        }
        if (binary) {
          remove(store, path);
          known.remove(path);
        } else {
          write(store, path, text, outline, state, empty && !known.containsKey(path), scratch);
          known.put(path, state);
        }
      }
    } catch (IOException e) {
      remove(store, path); // vanished, or not ours to read
      known.remove(path);
    } finally {
      free.add(scratch);
    }
  }

  private Scratch take() {
    Scratch pooled = free.poll();
    return pooled == null ? new Scratch() : pooled;
  }

  /**
   * Indexes unsaved text and notes its state in {@code known}, unless newer text came meanwhile.
   */
  void indexUnsaved(Store store, String path, String text, Map<String, FileState> known) {
    FileState state =
        new FileState(
            FileState.UNSAVED,
            FileState.UNSURE,
            ContentHash.of(text.getBytes(StandardCharsets.UTF_8)),
            language(path),
            0);
    Scratch scratch = take();
    try {
      CharBuffer chars = CharBuffer.wrap(text.toCharArray());
      Outline outline = read(path, chars);
      synchronized (lock(path)) {
        if (text.equals(unsaved.get(path))) {
          write(store, path, chars, outline, state, false, scratch);
          known.put(path, state);
        }
      }
    } finally {
      free.add(scratch);
    }
  }

  void remove(Store store, String path) {
    try {
      store.writer().deleteDocuments(new Term(Fields.KEY, path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outline read(String path, CharBuffer text) {
    return languages.readerOf(path).map(reader -> reader.read(text)).orElse(Outline.EMPTY);
  }

  private String language(String path) {
    return languages.readerOf(path).map(SourceReader::language).orElse("text");
  }

  private static void write(
      Store store,
      String path,
      CharBuffer text,
      Outline outline,
      FileState state,
      boolean empty,
      Scratch scratch) {
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
