package dev.stepwise.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.BiConsumer;

/** Visits the files of a workspace that are worth a look; what cannot be read is left out. */
public final class SourceWalk extends SimpleFileVisitor<Path> {
  private final Path root;
  private final Set<String> skipped;
  private final BiConsumer<Path, BasicFileAttributes> visitor;

  private SourceWalk(
      Path root, Set<String> skipped, BiConsumer<Path, BasicFileAttributes> visitor) {
    this.root = root;
    this.skipped = skipped;
    this.visitor = visitor;
  }

  /**
   * Visits all files but those in hidden folders and in folders with one of the names.
   *
   * @throws IOException if the root cannot be listed to its end
   */
  public static void of(
      Path root, Set<String> skipped, BiConsumer<Path, BasicFileAttributes> visitor)
      throws IOException {
    Files.walkFileTree(root, new SourceWalk(root, skipped, visitor));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    String name = String.valueOf(folder.getFileName());
    boolean skip = !folder.equals(root) && (skipped.contains(name) || name.startsWith("."));
    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    visitor.accept(file, attributes);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
    return FileVisitResult.CONTINUE;
  }
}
