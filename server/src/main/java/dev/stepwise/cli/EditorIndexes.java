package dev.stepwise.cli;

import dev.stepwise.index.Gate;
import dev.stepwise.index.IndexListener;
import dev.stepwise.index.LiveIndex;
import dev.stepwise.index.Lookup;
import dev.stepwise.lsp.IndexFactory;
import dev.stepwise.model.catalogue.CacheFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The indexes of an editor's folders. The server opens them, tells them what changes and closes
 * them; agents ask them, also while they are built. A folder that an agent works in but that the
 * editor does not have open gets one that looks after itself.
 */
final class EditorIndexes implements IndexFactory, AutoCloseable {
  private final Map<Path, LiveIndex> open = new ConcurrentHashMap<>();
  private final Map<Path, LiveIndex> own = new ConcurrentHashMap<>();

  @Override
  public LiveIndex open(Path root, Gate gate, IndexListener listener, Consumer<String> log) {
    LiveIndex live = new LiveIndex(root, CacheFolder.open(), gate, listener, log);
    open.put(root, live);
    return live;
  }

  /** What is known of a folder so far; waits for nothing. */
  Lookup of(Path root) {
    LiveIndex live = open.get(root);
    if (live != null && !live.isClosed()) {
      return live.lookup();
    }
    return own.computeIfAbsent(root, EditorIndexes::watching).lookup();
  }

  private static LiveIndex watching(Path root) {
    LiveIndex live =
        new LiveIndex(
            root, CacheFolder.open(), new Gate(), IndexListener.NONE, System.err::println);
    live.watch();
    return live;
  }

  @Override
  public void close() {
    own.values().forEach(LiveIndex::close);
  }
}
