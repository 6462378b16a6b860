package dev.stepwise.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A copy of a folder's small files in which tests work, so that what they write never reaches the
 * user's files. Build output, hidden folders and large files are left out.
 */
final class PrivateCopy {
  private static final Set<String> SKIPPED =
      Set.of("target", "build", "out", "node_modules", "__pycache__", "venv");
  private static final long LARGEST_FILE = 1 << 20;
  private static final long LARGEST_COPY = 64 << 20;

  private PrivateCopy() {}

  /** Copies {@code from} into {@code to}, which must not exist. */
  static void copy(Path from, Path to) {
    AtomicLong total = new AtomicLong();
    try {
      Files.createDirectories(to);
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              String name = String.valueOf(folder.getFileName());
              if (folder.equals(from)) {
                return FileVisitResult.CONTINUE;
              }
              if (SKIPPED.contains(name) || name.startsWith(".") || folder.startsWith(to)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              Files.createDirectories(to.resolve(from.relativize(folder)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              boolean small = attributes.isRegularFile() && attributes.size() <= LARGEST_FILE;
              if (small && total.addAndGet(attributes.size()) <= LARGEST_COPY) {
                // Bytes only: a read-only file must not make the copy undeletable.
                Files.write(to.resolve(from.relativize(file)), Files.readAllBytes(file));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder and all below it; links are deleted, not followed. */
  static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                throws IOException {
              Files.deleteIfExists(visited);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
