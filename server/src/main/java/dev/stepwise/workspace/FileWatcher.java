package dev.stepwise.workspace;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches the folders of a workspace for editors that do not tell of changes outside themselves.
 * Changes that come close together are told together. Folders that are left out of the workspace
 * are not watched. Where the system runs out of watches, the rest goes unwatched.
 */
public final class FileWatcher implements AutoCloseable {
  /** Changes are told when nothing more came for this long, */
  private static final long QUIET_MILLIS = 50;

  /** but not later than this. */
  private static final long LATEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final FileTree tree;
  private final WatchService service;
  private final Consumer<Set<Path>> listener;
  private final Map<WatchKey, Path> folders = new HashMap<>();
  private final Thread thread;

  /**
   * Starts to watch; when this returns no later change is missed.
   *
   * @param listener told of changed files and folders, on the watcher's thread; the root itself
   *     stands for everything
   * @throws IOException if the system cannot watch
   */
  public FileWatcher(Path root, Consumer<Set<Path>> listener) throws IOException {
    this.tree = new FileTree(root);
    this.listener = listener;
    this.service = FileSystems.getDefault().newWatchService();
    watch(root.toAbsolutePath().normalize(), new HashSet<>());
    this.thread = Thread.ofPlatform().name("file-watcher").daemon().start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Set<Path> changed = new HashSet<>();
        collect(service.take(), changed);
        long latest = System.nanoTime() + LATEST_NANOS;
        WatchKey key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        while (key != null) {
          collect(key, changed);
          key =
              System.nanoTime() < latest
                  ? service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)
                  : service.poll();
        }
        listener.accept(changed);
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      return; // closed
    }
  }

  private void collect(WatchKey key, Set<Path> changed) {
    Path folder = folders.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
        changed.add(tree.root());
      } else if (folder != null && event.context() instanceof Path name) {
        Path path = folder.resolve(name);
        changed.add(path);
        if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE)) {
          watch(path, changed);
        }
      }
    }
    if (!key.reset()) {
      folders.remove(key);
    }
  }

  /** Watches a folder and those in it; what is in them may have come before the watch. */
  private void watch(Path folder, Set<Path> changed) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !tree.enters(folder)) {
      return;
    }
    try {
      folders.put(
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY),
          folder);
      changed.add(folder);
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          watch(child, changed);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // gone meanwhile, not ours to read, or no watches left: the next full update sees it
      changed.add(folder);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
    thread.interrupt();
  }
}
