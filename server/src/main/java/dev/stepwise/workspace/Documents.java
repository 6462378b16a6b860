package dev.stepwise.workspace;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.PositionEncoding;
import dev.stepwise.edit.TextEdit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The documents an editor has open. Only the editor's notifications change them, one after another;
 * everything else works on a {@link #snapshot()}. Safe for use by several threads.
 */
public final class Documents {
  private final List<History> followers = new CopyOnWriteArrayList<>();
  private volatile Snapshot current = Snapshot.OF_DISK;

  public Snapshot snapshot() {
    return current;
  }

  /**
   * Follows the open ones of some documents from now on, every single edit of a change included.
   *
   * @param from the state to start with
   */
  public synchronized History follow(Snapshot from) {
    History history = new History(from, followers::remove);
    followers.add(history);
    if (from != current) {
      current.openDocuments().forEach(d -> history.add(d.path(), d.text()));
    }
    return history;
  }

  public synchronized void open(Path path, String language, int version, String text) {
    put(new Document(Snapshot.normal(path), language, version, LineIndex.of(text)));
    tell(Snapshot.normal(path), List.of(text));
  }

  /**
   * Applies changes one after another, each to the result of the one before.
   *
   * @return false, and nothing is changed, if the document is not open
   */
  public synchronized boolean change(
      Path path, int version, List<ContentChange> changes, PositionEncoding encoding) {
    Document old = current.document(path).orElse(null);
    if (old == null) {
      return false;
    }
    LineIndex lines = old.lines();
    List<String> states = new ArrayList<>();
    for (ContentChange change : changes) {
      lines = LineIndex.of(apply(lines, change, encoding));
      states.add(lines.text());
    }
    put(new Document(old.path(), old.language(), version, lines));
    tell(old.path(), states);
    return true;
  }

  /** After {@link #put}: who wakes up from it takes a snapshot. */
  private void tell(Path path, List<String> states) {
    followers.forEach(f -> states.forEach(s -> f.add(path, s)));
  }

  public synchronized void close(Path path) {
    Map<Path, Document> open = copy();
    open.remove(Snapshot.normal(path));
    current = new Snapshot(open);
  }

  private static String apply(LineIndex lines, ContentChange change, PositionEncoding encoding) {
    return switch (change) {
      case ContentChange.Full full -> full.text();
      case ContentChange.Splice splice -> {
        int start = lines.offset(splice.start(), encoding);
        int end = lines.offset(splice.end(), encoding);
        // Some editors send the two ends of a selection in the order they were made.
        TextEdit edit = TextEdit.replace(Math.min(start, end), Math.max(start, end), splice.text());
        yield TextEdit.apply(lines.text(), List.of(edit));
      }
    };
  }

  private void put(Document document) {
    Map<Path, Document> open = copy();
    open.put(document.path(), document);
    current = new Snapshot(open);
  }

  private Map<Path, Document> copy() {
    Map<Path, Document> open = new HashMap<>();
    current.openDocuments().forEach(d -> open.put(d.path(), d));
    return open;
  }
}
