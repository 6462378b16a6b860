package dev.stepwise.index;

import dev.stepwise.settings.Budget;
import dev.stepwise.workspace.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.apache.lucene.search.IndexSearcher;

/**
 * Everything that is known of a workspace's text. Opens in milliseconds with what the last run
 * knew; {@link #update} then finds out what changed meanwhile. Unsaved text lies over the files.
 * Queries may be asked at any time from any thread and answer from the last consistent state;
 * changes are applied one after the other.
 */
public final class ProjectIndex implements Lookup, AutoCloseable {
  private final Path root;
  private final Store store;
  private final Indexer indexer;
  private final FileTree tree;
  private final Map<String, String> unsaved = new ConcurrentHashMap<>();

  /** Guards everything that writes. */
  private final Object writing = new Object();

  /** The files in the store, once {@link #update} has read them. */
  private final Map<String, FileState> known = new TreeMap<>();

  private boolean knownRead;

  private ProjectIndex(Path root, Store store) {
    this.root = root;
    this.store = store;
    this.tree = new FileTree(root);
    this.indexer = new Indexer(store, new Languages());
  }

  /**
   * Opens the index of a workspace as the last run left it, empty if there was none.
   *
   * @param cacheDir the user's cache folder; the index makes a folder for this workspace in it
   * @throws dev.stepwise.settings.UserException if the folder cannot be written
   */
  public static ProjectIndex open(Path root, Path cacheDir) {
    Path workspace = root.toAbsolutePath().normalize();
    byte[] name = workspace.toString().getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(name, 0, name.length);
    Path folderName = workspace.getFileName();
    String folder =
        (folderName == null ? "root" : folderName.toString())
            + "-"
            + HexFormat.of().toHexDigits((int) crc.getValue());
    return new ProjectIndex(workspace, Store.open(cacheDir.resolve("index").resolve(folder)));
  }

  /** The workspace's folder. */
  public Path root() {
    return root;
  }

  /**
   * Finds out which files changed since they were indexed and indexes them again; the first time
   * that is all of them. Queries see the result in steps.
   *
   * @throws java.util.concurrent.CancellationException if cancelled; what was done stays
   */
  public void update(IndexListener listener, Budget budget) {
    synchronized (writing) {
      readKnown();
      apply(tree.files(), known.keySet(), listener, budget);
      store.commit();
    }
  }

  /**
   * Tells the index that files or folders were made, changed or deleted.
   *
   * @param files absolute paths; folders stand for all that is in them
   */
  public void changed(Collection<Path> files) {
    synchronized (writing) {
      readKnown();
      List<FileTree.Entry> there = new ArrayList<>();
      List<String> gone = new ArrayList<>();
      for (Path file : files) {
        there.addAll(tree.filesBelow(file));
        tree.file(file).ifPresent(there::add);
        String path = Lookup.relative(root, file);
        if (known.containsKey(path)) {
          gone.add(path);
        }
        String below = path + "/";
        known.keySet().stream().filter(p -> p.startsWith(below)).forEach(gone::add);
      }
      apply(there, gone, IndexListener.NONE, Budget.of(java.time.Duration.ofDays(1)));
    }
  }

  /** Lays the unsaved text of an open document over its file. Searchable when this returns. */
  public void overlay(Path file, String text) {
    synchronized (writing) {
      String path = Lookup.relative(root, file);
      unsaved.put(path, text);
      FileState state = indexer.indexUnsaved(path, text);
      known.put(path, state);
      store.refresh();
    }
  }

  /** Takes unsaved text away again; the file on disk counts. */
  public void removeOverlay(Path file) {
    synchronized (writing) {
      unsaved.remove(Lookup.relative(root, file));
    }
    changed(List.of(file));
  }

  /** Brings the store in line with {@code there}; {@code before} are the paths this is about. */
  private void apply(
      Collection<FileTree.Entry> there,
      Collection<String> before,
      IndexListener listener,
      Budget budget) {
    Map<String, FileTree.Entry> entries = new LinkedHashMap<>();
    for (FileTree.Entry entry : there) {
      entries.put(entry.path(), entry);
    }
    List<String> gone =
        before.stream().filter(p -> !entries.containsKey(p) && !unsaved.containsKey(p)).toList();
    List<FileTree.Entry> stale = new ArrayList<>();
    for (FileTree.Entry entry : entries.values()) {
      FileState state = known.get(entry.path());
      boolean same =
          state != null && state.size() == entry.size() && state.modified() == entry.modified();
      if (!same && !unsaved.containsKey(entry.path())) {
        stale.add(entry);
      }
    }
    gone.forEach(indexer::remove);
    gone.forEach(known::remove);
    try {
      indexer.index(stale, known, listener, budget);
    } finally {
      store.refresh();
    }
  }

  private void readKnown() {
    if (!knownRead) {
      known.putAll(ask(Snapshot::fileStates));
      knownRead = true;
    }
  }

  private <T> T ask(Function<Snapshot, T> question) {
    try {
      IndexSearcher searcher = store.searchers().acquire();
      try {
        return question.apply(new Snapshot(searcher, new WorkspaceText(root, unsaved)));
      } finally {
        store.searchers().release(searcher);
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
    synchronized (writing) {
      store.close();
    }
  }
}
