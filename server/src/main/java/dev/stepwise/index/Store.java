package dev.stepwise.index;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NRTCachingDirectory;

/**
 * The files of one index: a folder in the user's cache for each workspace. What is damaged or was
 * written by another version is thrown away, for it can be made again. A second process on the same
 * workspace gets a folder of its own.
 */
final class Store implements AutoCloseable {
  /**
   * Tells at every start that vectors could be faster, which text does not need; kept, or it is
   * forgotten.
   */
  private static final Logger VECTORS =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  static {
    VECTORS.setLevel(Level.SEVERE);
  }

  /** To be raised with every change of {@link Fields} or of what is in them. */
  private static final String FORMAT = "4";

  private static final int MOST_PROCESSES = 16;

  /** Less memory makes more segments; that of the JVM is about twice as much. */
  private static final int BUFFER_MB = 64;

  /** So many that a first build of a large workspace merges nothing, which would cost a tenth. */
  private static final int MOST_SEGMENTS = 20;

  /**
   * Smaller segments count as equally small. Those of single edits are merged with each other, not
   * with what a first build wrote: that would take seconds, again and again.
   */
  private static final double FLOOR_MB = 0.5;

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final boolean fresh;

  /** Where segments are written that are not yet of the store. */
  private final Path incoming;

  private final AtomicInteger segments = new AtomicInteger();

  /** Held while queries must not see a part of what is done. */
  private final Object visible = new Object();

  private Store(Directory directory, IndexWriter writer, Path incoming, boolean fresh)
      throws IOException {
    this.incoming = incoming;
    this.directory = directory;
    this.writer = writer;
    this.searchers = new SearcherManager(writer, true, false, null);
    this.fresh = fresh;
  }

  /** Opens or makes the store in the first free folder below {@code base}. */
  static Store open(Path base) {
    for (int i = 0; i < MOST_PROCESSES; i++) {
      Path folder = base.resolve(Integer.toString(i));
      try {
        Files.createDirectories(folder);
        return openOrRebuild(folder);
      } catch (LockObtainFailedException e) {
        // another process has it, so the next one
      } catch (IOException e) {
        throw new UserException(
            "cannot write the index to "
                + folder
                + ": make it writable or set another cache folder",
            e);
      }
    }
    throw new UserException("too many processes index this workspace: close some");
  }

  private static Store openOrRebuild(Path folder) throws IOException {
    try {
      return open(folder, IndexWriterConfig.OpenMode.CREATE_OR_APPEND);
    } catch (LockObtainFailedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return open(folder, IndexWriterConfig.OpenMode.CREATE);
    }
  }

  private static Store open(Path folder, IndexWriterConfig.OpenMode mode) throws IOException {
    Path lock = folder.resolve(IndexWriter.WRITE_LOCK_NAME);
    if (Files.exists(lock) && Files.size(lock) > 0) {
      Files.delete(lock); // not Lucene's, which is empty
    }
    Directory directory = new NRTCachingDirectory(new MMapDirectory(folder), 8, 32);
    try {
      boolean append = mode != IndexWriterConfig.OpenMode.CREATE && isCurrent(directory);
      if (!append) {
        clear(folder);
      }
      IndexWriterConfig config = new IndexWriterConfig(null);
      config.setOpenMode(
          append ? IndexWriterConfig.OpenMode.APPEND : IndexWriterConfig.OpenMode.CREATE);
      config.setRAMBufferSizeMB(BUFFER_MB);
      config.setUseCompoundFile(false);
      TieredMergePolicy policy = new TieredMergePolicy();
      policy.setSegmentsPerTier(MOST_SEGMENTS);
      policy.setFloorSegmentMB(FLOOR_MB);
      config.setMergePolicy(policy);
      ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
      merges.setMaxMergesAndThreads(4, 1);
      config.setMergeScheduler(merges);
      config.setCommitOnClose(false);
      config.setMaxFullFlushMergeWaitMillis(0); // who types does not wait for a merge
      IndexWriter writer = new IndexWriter(directory, config);
      writer.setLiveCommitData(Map.of("format", FORMAT).entrySet());
      return new Store(directory, writer, incoming(folder), !append);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static Path incoming(Path folder) throws IOException {
    Path incoming = folder.resolveSibling(folder.getFileName() + ".incoming");
    delete(incoming); // of a process that was killed
    return incoming;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> stream = Files.walk(folder)) {
      files = stream.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isCurrent(Directory directory) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      return false;
    }
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      return FORMAT.equals(reader.getIndexCommit().getUserData().get("format"));
    }
  }

  /** Lucene does not remove files it does not know. */
  private static void clear(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> stream = Files.list(folder)) {
      files = stream.sorted(Comparator.naturalOrder()).toList();
    }
    for (Path file : files) {
      if (!file.getFileName().toString().equals(IndexWriter.WRITE_LOCK_NAME)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Whether nothing was there. */
  boolean isFresh() {
    return fresh;
  }

  IndexWriter writer() {
    return writer;
  }

  SearcherManager searchers() {
    return searchers;
  }

  /** Whether the files are as they were written: every checksum is right. */
  boolean isIntact() {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
          leaf.reader().checkIntegrity();
        }
        return true;
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Closes it for good: the next one to open finds nothing. */
  void discard() {
    try {
      writer.rollback();
      searchers.close();
      for (String file : directory.listAll()) {
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds what was gathered as a segment.
   *
   * @param gate passed now and then on the way
   * @param after done before a query can see it
   */
  void add(Bulk bulk, Gate gate, Runnable after) throws IOException {
    Path folder = incoming.resolve(Integer.toString(segments.getAndIncrement()));
    Files.createDirectories(folder);
    try (Directory written = new MMapDirectory(folder)) {
      bulk.write(written, gate);
      synchronized (visible) {
        writer.addIndexes(written);
        after.run();
      }
    } finally {
      delete(folder);
    }
  }

  /** Makes what was written visible to queries. */
  void refresh() {
    try {
      synchronized (visible) {
        searchers.maybeRefreshBlocking();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes what was written survive the process. */
  void commit() {
    try {
      writer.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (directory;
        writer;
        searchers) {
      delete(incoming);
      if (writer.isOpen()) {
        writer.commit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
