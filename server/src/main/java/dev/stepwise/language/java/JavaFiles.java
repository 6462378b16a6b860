package dev.stepwise.language.java;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The files of a Java project on disk, build output and hidden folders left out. */
final class JavaFiles {
  private static final Set<String> SKIPPED =
      Set.of("target", "build", "out", "bin", "node_modules", "__pycache__");

  private JavaFiles() {}

  /**
   * Files below {@code root} whose name ends with {@code suffix}, sorted, at most {@code depth}.
   */
  static List<Path> below(Path root, String suffix, int depth) {
    List<Path> found = new ArrayList<>();
    walk(root, suffix, depth, found, Integer.MAX_VALUE);
    Collections.sort(found);
    return found;
  }

  /** Whether there is at least one Java file. */
  static boolean any(Path root) {
    List<Path> found = new ArrayList<>();
    walk(root, ".java", 12, found, 1);
    return !found.isEmpty();
  }

  /**
   * A file's text.
   *
   * @throws UserException naming the file, if it is not in that encoding
   */
  static String read(Path file, Charset encoding) {
    try {
      return Files.readString(file, encoding);
    } catch (CharacterCodingException e) {
      throw new UserException(
          file + " is not valid " + encoding + ": convert it, or set the build's source encoding",
          e);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void walk(Path root, String suffix, int depth, List<Path> found, int enough) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try {
      Files.walkFileTree(
          root,
          Set.of(),
          depth,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              String name = String.valueOf(dir.getFileName());
              boolean skip = !dir.equals(root) && (SKIPPED.contains(name) || name.startsWith("."));
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && file.toString().endsWith(suffix)) {
                found.add(file);
              }
              return found.size() >= enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
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
}
