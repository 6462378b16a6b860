package dev.stepwise.index;

import dev.stepwise.language.Outline;
import dev.stepwise.language.SourceReader;
import dev.stepwise.settings.Background;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.HeapKeeper;
import dev.stepwise.workspace.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.lucene.index.Term;

/** Reads files and writes their documents to the store, many files in parallel. */
final class Indexer {
  private static final int FEW = 8;

  /** After so many files it is looked whether memory is to be given back. */
  private static final int HEAP_CHECKED = 200;

  private final Languages languages;

  /** Paths with unsaved text; their files are not read. */
  private final Map<String, String> unsaved;

  /** One path is written by one thread at a time. */
  private final Object[] locks = new Object[64];

  private final ConcurrentLinkedQueue<Scratch> free = new ConcurrentLinkedQueue<>();

  /** For files that are written one by one. */
  private final ConcurrentLinkedQueue<FileDocuments> documents = new ConcurrentLinkedQueue<>();

  private final Gathering gathering = new Gathering();
  private final Gate gate;

  Indexer(Languages languages, Map<String, String> unsaved, Gate gate) {
    this.languages = languages;
    this.gate = gate;
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
    boolean first = store.isFresh() && unsaved.keySet().containsAll(known.keySet());
    int threads = files.size() <= FEW ? 1 : Runtime.getRuntime().availableProcessors();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Runnable work =
        () -> {
          Scratch scratch = take();
          if (first) {
            gathering.begin(scratch.bulk);
          }
          try {
            for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
              budget.checkCancelled();
              gate.pass();
              index(store, files.get(i), known, first, scratch);
              listener.progress(done.incrementAndGet(), files.size());
              if (i % HEAP_CHECKED == HEAP_CHECKED - 1) {
                HeapKeeper.check();
              }
            }
          } finally {
            gathering.end(scratch.bulk);
            bring(store, scratch.bulk, known);
            give(scratch);
          }
        };
    if (threads == 1) {
      work.run();
    } else {
      inParallel(work, threads);
    }
  }

  /** Lets queries find what a first build has read so far once the store is refreshed. */
  void bringGathered(Store store, Map<String, FileState> known) {
    gathering.bulks().forEach(bulk -> bring(store, bulk, known));
  }

  /** Brings what was gathered to the store. */
  private void bring(Store store, Bulk bulk, Map<String, FileState> known) {
    synchronized (bulk) {
      List<String> paths = List.copyOf(bulk.paths());
      if (paths.isEmpty()) {
        return;
      }
      AtomicBoolean there = new AtomicBoolean();
      try {
        store.add(
            bulk,
            gate,
            () -> {
              there.set(true);
              paths.forEach(path -> settle(store, path, known));
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        bulk.clear();
        if (!there.get()) {
          paths.forEach(gathering::remove);
          known.keySet().removeAll(paths);
        }
      }
    }
  }

  /** A file's text from disk came to the store, where unsaved text may have been before it. */
  private void settle(Store store, String path, Map<String, FileState> known) {
    synchronized (lock(path)) {
      if (gathering.remove(path)) {
        remove(store, path);
        known.remove(path);
        String text = unsaved.get(path);
        if (text != null) {
          indexUnsaved(store, path, text, known);
        }
      }
    }
  }

  private static void inParallel(Runnable work, int threads) {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("index-", 0).daemon().factory())) {
      List<? extends Future<?>> running =
          IntStream.range(0, threads).mapToObj(i -> pool.submit(work)).toList();
      for (Future<?> future : running) {
        Background.result(future);
      }
    }
  }

  private void index(
      Store store,
      FileTree.Entry file,
      Map<String, FileState> known,
      boolean first,
      Scratch scratch) {
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
      if (!binary && state.isSameText(known.get(path))) {
        confirm(store, path, text, state, known);
        return;
      }
      Outline outline = read(path, text);
      if (first && !binary && gather(path, text, outline, state, known, scratch)) {
        if (scratch.bulk.isFull()) {
          bring(store, scratch.bulk, known);
        }
        return;
      }
      synchronized (lock(path)) {
        if (unsaved.containsKey(path)) {
          return;
        }
        if (binary) {
          remove(store, path);
          known.remove(path);
        } else {
          write(store, path, text, outline, state);
          known.put(path, state);
        }
      }
    } catch (IOException e) {
      remove(store, path); // vanished, or not ours to read
      known.remove(path);
    }
  }

  /** A file was written anew but with the same bytes: only its time is noted. */
  private void confirm(
      Store store, String path, CharBuffer text, FileState state, Map<String, FileState> known)
      throws IOException {
    LineStarts lines = new LineStarts();
    lines.read(text.array(), text.length());
    FileState counted = state.withLines(lines.count());
    Bytes bytes = new Bytes();
    counted.write(bytes);
    synchronized (lock(path)) {
      if (state.isSameText(known.get(path))) {
        store
            .writer()
            .updateBinaryDocValue(
                new Term(Fields.KEY, Fields.FILE_OF + path), Fields.STATE, bytes.ref());
        known.put(path, counted);
      }
    }
  }

  /** Takes a file that the store does not have into a bulk; answers whether it is done with. */
  private boolean gather(
      String path,
      CharBuffer text,
      Outline outline,
      FileState state,
      Map<String, FileState> known,
      Scratch scratch) {
    synchronized (scratch.bulk) { // always before a path's lock
      synchronized (lock(path)) {
        if (known.containsKey(path)) {
          return unsaved.containsKey(path);
        }
        if (!unsaved.containsKey(path)) {
          scratch.documents.into(
              scratch.bulk, path, text, outline, state, isDocument(state.language()));
          gathering.add(path);
          known.put(path, state);
        }
        return true;
      }
    }
  }

  private static boolean isDocument(String language) {
    return language.equals("document");
  }

  private Scratch take() {
    Scratch pooled = free.poll();
    return pooled == null ? new Scratch() : pooled;
  }

  /** Takes back what was taken, unless a large build filled it. */
  private void give(Scratch scratch) {
    if (!scratch.bulk.wasLarge()) {
      free.add(scratch);
    }
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
    CharBuffer chars = CharBuffer.wrap(text.toCharArray());
    Outline outline = read(path, chars);
    synchronized (lock(path)) {
      if (text.equals(unsaved.get(path))) {
        gathering.overtake(path);
        write(store, path, chars, outline, state);
        known.put(path, state);
      }
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

  private void write(Store store, String path, CharBuffer text, Outline outline, FileState state) {
    FileDocuments made = documents.poll();
    FileDocuments documentsOfFile = made == null ? new FileDocuments() : made;
    try {
      var block = documentsOfFile.of(path, text, outline, state, isDocument(state.language()));
      store.writer().updateDocuments(new Term(Fields.KEY, path), block);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      documents.add(documentsOfFile);
    }
  }

  /** What one file after the other is read with. */
  private static final class Scratch {
    final SourceText source = new SourceText();
    final FileDocuments documents = new FileDocuments();
    final Bulk bulk = documents.bulk();
  }
}
