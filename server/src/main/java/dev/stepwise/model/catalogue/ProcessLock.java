package dev.stepwise.model.catalogue;

import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Held by one process at a time. The operating system lets go of it when the process dies, so no
 * stale lock can be left behind; the empty file stays, because deleting it would race.
 */
public final class ProcessLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final FileChannel channel;
  private final FileLock lock;

  private ProcessLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Waits until the lock is free.
   *
   * @param onWait run once if somebody else holds it
   * @throws UserException if the file cannot be opened, or the budget ran out
   * @throws java.util.concurrent.CancellationException if the budget was cancelled
   */
  public static ProcessLock acquire(Path file, Runnable onWait, Budget budget) {
    boolean told = false;
    while (true) {
      Optional<ProcessLock> lock = tryAcquire(file);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (!told) {
        onWait.run();
        told = true;
      }
      budget.checkCancelled();
      if (budget.exhausted()) {
        throw new UserException("another process holds " + file + "; try again when it is done");
      }
      LockSupport.parkNanos(PATIENCE.toNanos());
    }
  }

  /** The lock, or empty if another process or thread holds it. */
  public static Optional<ProcessLock> tryAcquire(Path file) {
    FileChannel channel;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UserException("cannot write " + file + ": " + e.getMessage(), e);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new ProcessLock(channel, lock));
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it: as good as another process.
    } catch (IOException e) {
      close(channel, file);
      throw new UserException("cannot lock " + file + ": " + e.getMessage(), e);
    }
    close(channel, file);
    return Optional.empty();
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new UserException("cannot unlock: " + e.getMessage(), e);
    }
  }

  private static void close(FileChannel channel, Path file) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UserException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }
}
