package dev.stepwise.workspace;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.PositionEncoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The documents an editor has open. Only the editor's notifications change them, in the order of
 * their versions; everything else works on a {@link #snapshot()}. Safe for use by several threads.
 */
public final class Documents {
  private final List<History> followers = new CopyOnWriteArrayList<>();
  private final Map<Path, Gap> gaps = new HashMap<>();
  private volatile Snapshot current = Snapshot.OF_DISK;

  public Snapshot snapshot() {
    return current;
  }

  /**
   * The same, but if a version was left out just now, after it came late.
   *
   * @param limit how long ago that may be, and how long this may take: many editors leave out
   *     versions that never come
   */
  public synchronized Snapshot whole(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      long youngest = gaps.values().stream().mapToLong(Gap::age).min().orElse(limit.toNanos());
      long left = Math.min(limit.toNanos() - youngest, deadline - System.nanoTime());
      if (left <= 0) {
        return current;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
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
      current.openDocuments().forEach(d -> history.add(d.path(), List.of(Gap.State.of(d)), false));
    }
    return history;
  }

  public synchronized void open(Path path, String language, int version, String text) {
    gaps.remove(Snapshot.normal(path));
    Document opened = new Document(Snapshot.normal(path), language, version, LineIndex.of(text));
    put(opened);
    followers.forEach(f -> f.add(opened.path(), List.of(Gap.State.of(opened)), false));
    notifyAll();
  }

  /**
   * Applies changes one after another, each to the result of the one before. Where the version is
   * one that was left out, they go before those of newer versions.
   *
   * @return false, and nothing is changed, if the document is not open
   */
  public synchronized boolean change(
      Path path, int version, List<ContentChange> changes, PositionEncoding encoding) {
    Document old = current.document(path).orElse(null);
    if (old == null) {
      return false;
    }
    Gap gap = gaps.get(old.path());
    if (gap == null && version > old.version() + 1) {
      gap = new Gap(Gap.State.of(old), encoding);
    }
    boolean late = gap != null && gap.lacks(version);
    boolean newer = version > old.version();
    List<Gap.State> states =
        gap != null && late
            ? gap.addLate(version, changes)
            : Gap.apply(Gap.State.of(old), version, changes, encoding);
    if (gap != null && newer) {
      gap.add(version, changes);
    }
    if (gap != null && (late || newer) && !gap.isClosed()) {
      gaps.put(old.path(), gap);
    } else {
      gaps.remove(old.path());
    }
    int newest = late ? old.version() : version;
    put(new Document(old.path(), old.language(), newest, states.getLast().lines()));
    List<Gap.State> news = states.subList(1, states.size());
    followers.forEach(f -> f.add(old.path(), news, late));
    notifyAll();
    return true;
  }

  public synchronized void close(Path path) {
    Map<Path, Document> open = copy();
    open.remove(Snapshot.normal(path));
    gaps.remove(Snapshot.normal(path));
    current = new Snapshot(open);
  }

  /** To be done before followers hear of it: who wakes up from that takes a snapshot. */
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
