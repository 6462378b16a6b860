package dev.stepwise.index;

import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;

/**
 * Everything that is known of a workspace's text. Opens in milliseconds with what the last run
 * knew; {@link #update} then finds out what changed meanwhile. Unsaved text lies over the files.
 * Queries may be asked at any time from any thread and each answers from one consistent state; a
 * first build shows what it has so far.
 */
public final class ProjectIndex implements Lookup, AutoCloseable {
  private static final long REFRESH_WHILE_BUILDING = Duration.ofSeconds(1).toNanos();

  /** Questions must not turn a build into one that mostly refreshes. */
  private static final long MOST_OF_TIME = 10;

  private final Path root;
  private final Path folder;
  private final FileTree tree;
  private final Map<String, String> unsaved = new ConcurrentHashMap<>();
  private final Gate gate;
  private final Indexer indexer;

  /** The files in the store, once {@link #update} has read them. */
  private final ConcurrentSkipListMap<String, FileState> known = new ConcurrentSkipListMap<>();

  /** Held while many files are brought up to date; unsaved text does not wait for it. */
  private final Object updating = new Object();

  private volatile Store store;
  private volatile boolean building;
  private volatile boolean knownRead;
  private final AtomicBoolean refreshing = new AtomicBoolean();

  /** When what a build has so far may be shown next. */
  private volatile long refreshNext = System.nanoTime();

  private ProjectIndex(Path root, Path folder, Gate gate) {
    this.root = root;
    this.folder = folder;
    this.tree = new FileTree(root);
    this.gate = gate;
    this.indexer = new Indexer(new Languages(), unsaved, gate);
    this.store = Store.open(folder);
  }

  /**
   * Opens the index of a workspace as the last run left it, empty if there was none.
   *
   * @param cacheDir the user's cache folder; the index makes a folder for this workspace in it
   * @throws dev.stepwise.settings.UserException if the folder cannot be written
   */
  public static ProjectIndex open(Path root, Path cacheDir) {
    return open(root, cacheDir, new Gate());
  }

  /**
   * The same, with a gate at which all that is indexed stands back.
   *
   * @see #open(Path, Path)
   */
  static ProjectIndex open(Path root, Path cacheDir, Gate gate) {
    Path workspace = root.toAbsolutePath().normalize();
    byte[] name = workspace.toString().getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(name, 0, name.length);
    Path last = workspace.getFileName();
    String folder =
        (last == null ? "root" : last.toString())
            + "-"
            + HexFormat.of().toHexDigits((int) crc.getValue());
    return new ProjectIndex(workspace, cacheDir.resolve("index").resolve(folder), gate);
  }

  /** The workspace's folder. */
  public Path root() {
    return root;
  }

  /**
   * Finds out which files changed since they were indexed and indexes them again; the first time
   * that is all of them. A damaged store is made again.
   *
   * @throws java.util.concurrent.CancellationException if cancelled; what was done stays
   */
  public void update(IndexListener listener, Budget budget) {
    synchronized (updating) {
      if (!store.writer().isOpen() || (!knownRead && !store.isIntact())) {
        startAnew();
      }
      readKnown();
      building = true;
      try {
        apply(tree.files(), Set.copyOf(known.keySet()), listener, budget);
      } finally {
        building = false;
      }
      store.commit();
    }
  }

  /**
   * Tells the index that files or folders were made, changed or deleted. Many at once are cheaper
   * than one after the other, and queries see all of them or none.
   *
   * @param files absolute paths; folders stand for all that is in them
   */
  public void changed(Collection<Path> files) {
    synchronized (updating) {
      if (!store.writer().isOpen()) {
        update(IndexListener.NONE, Budget.of(Duration.ofDays(1))); // it failed, of a full disk say
        return;
      }
      readKnown();
      List<FileTree.Entry> there = new ArrayList<>();
      Set<String> before = new HashSet<>();
      if (files.stream().anyMatch(FileTree::decidesOnOthers)) {
        there.addAll(tree.files());
        before.addAll(known.keySet());
      } else {
        for (Path file : files) {
          there.addAll(tree.filesBelow(file));
          tree.file(file).ifPresent(there::add);
          String path = Lookup.relative(root, file);
          if (known.containsKey(path)) {
            before.add(path);
          }
          before.addAll(known.subMap(path + "/", path + "0").keySet());
        }
      }
      apply(there, before, IndexListener.NONE, Budget.of(Duration.ofDays(1)));
    }
  }

  /** Makes what was told so far survive the process. */
  public void commit() {
    synchronized (updating) {
      store.commit();
    }
  }

  /**
   * Lays the unsaved text of an open document over its file. Searchable when this returns; does not
   * wait for a build that goes on. Files outside the workspace are passed over.
   */
  public void overlay(Path file, String text) {
    String path = Lookup.relative(root, file);
    if (path.startsWith("..")) {
      return;
    }
    unsaved.put(path, text);
    gate.pass();
    indexer.indexUnsaved(store, path, text, known);
    gate.pass();
    store.refresh();
  }

  /** Takes unsaved text away again; the file on disk counts. */
  public void removeOverlay(Path file) {
    if (unsaved.remove(Lookup.relative(root, file)) != null) {
      changed(List.of(file));
    }
  }

  /** Brings the store in line with {@code there}; {@code before} are the paths this is about. */
  private void apply(
      Collection<FileTree.Entry> there, Set<String> before, IndexListener listener, Budget budget) {
    Map<String, FileTree.Entry> entries = new LinkedHashMap<>();
    for (FileTree.Entry entry : there) {
      entries.put(entry.path(), entry);
    }
    for (String path : before) {
      if (!entries.containsKey(path) && !unsaved.containsKey(path)) {
        indexer.remove(store, path);
        known.remove(path);
      }
    }
    List<FileTree.Entry> stale = new ArrayList<>();
    for (FileTree.Entry entry : entries.values()) {
      FileState state = known.get(entry.path());
      if ((state == null || !state.isOf(entry)) && !unsaved.containsKey(entry.path())) {
        stale.add(entry);
      }
    }
    try {
      indexer.index(store, stale, known, listener, budget);
    } finally {
      store.refresh();
    }
  }

  private void readKnown() {
    if (!knownRead) {
      ask(Snapshot::fileStates).forEach(known::putIfAbsent);
      knownRead = true;
    }
  }

  private void startAnew() {
    store.discard();
    store = Store.open(folder);
    known.clear();
    unsaved.forEach((path, text) -> indexer.indexUnsaved(store, path, text, known));
  }

  /** Answers a question from the present state. */
  <T> T ask(Function<Snapshot, T> question) {
    try {
      if (building) {
        refreshBeside();
      }
      return askOnce(question);
    } catch (AlreadyClosedException e) {
      return askOnce(question); // the store was made again meanwhile
    }
  }

  /**
   * Lets the questions after this one see what a build has so far. This one does not wait: it takes
   * long, and whoever asks may be interrupted, which would tear the files being written.
   */
  private void refreshBeside() {
    if (System.nanoTime() - refreshNext < 0 || !refreshing.compareAndSet(false, true)) {
      return;
    }
    Thread.ofPlatform()
        .name("index-refresh")
        .daemon()
        .start(
            () -> {
              long start = System.nanoTime();
              try {
                indexer.bringGathered(store, known);
                store.refresh();
              } catch (AlreadyClosedException e) {
                return; // closed meanwhile
              } finally {
                long took = System.nanoTime() - start;
                refreshNext = System.nanoTime() + REFRESH_WHILE_BUILDING + took * MOST_OF_TIME;
                refreshing.set(false);
              }
            });
  }

  private <T> T askOnce(Function<Snapshot, T> question) {
    Store asked = store;
    try {
      IndexSearcher searcher = asked.searchers().acquire();
      try {
        return question.apply(new Snapshot(searcher, new WorkspaceText(root, unsaved)));
      } finally {
        asked.searchers().release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Symbol> definitions(String name, String near, int limit) {
    return ask(s -> s.definitions(name, near, limit));
  }

  @Override
  public List<Symbol> symbols(String pattern, int limit) {
    return ask(s -> s.symbols(pattern, limit));
  }

  @Override
  public void symbols(String pattern, int limit, Budget budget, Consumer<List<Symbol>> found) {
    ask(
        s -> {
          s.symbols(pattern, limit, budget, found);
          return true;
        });
  }

  @Override
  public List<Reference> references(String name, String near, int limit) {
    return ask(s -> s.references(name, near, limit));
  }

  @Override
  public List<Reference> callers(String name, String near, int limit) {
    return ask(s -> s.callers(name, near, limit));
  }

  @Override
  public List<Symbol> outline(String path) {
    return ask(s -> s.outline(path));
  }

  @Override
  public List<Hit> searchCode(String words, int limit) {
    return ask(s -> s.searchCode(words, limit));
  }

  @Override
  public List<Hit> searchDocs(String words, int limit) {
    return ask(s -> s.searchDocs(words, limit));
  }

  @Override
  public List<Symbol> docsOfModule(String path) {
    return ask(s -> s.docsOfModule(path));
  }

  @Override
  public List<Hit> testsLikelyCovering(Symbol method, int limit) {
    return ask(s -> s.testsLikelyCovering(method, limit));
  }

  @Override
  public List<Hit> similarMethods(Symbol method, int limit) {
    return ask(s -> s.similarMethods(method, limit));
  }

  @Override
  public ProjectFacts projectFacts() {
    return ask(Snapshot::projectFacts);
  }

  @Override
  public void close() {
    synchronized (updating) {
      store.close();
    }
  }
}
