package dev.stepwise.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Size and time of each file of a workspace, build output and hidden folders left out: equal stamps
 * mean that nothing changed.
 */
record FileStamps(Map<Path, String> stamps) {
  private static final Set<String> SKIPPED =
      Set.of("target", "build", "out", "node_modules", "__pycache__", "venv");
  private static final Set<String> BUILD_FILES =
      Set.of("pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle");

  static FileStamps of(Path root) {
    Map<Path, String> stamps = new TreeMap<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = String.valueOf(folder.getFileName());
              boolean skip =
                  !folder.equals(root) && (SKIPPED.contains(name) || name.startsWith("."));
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              stamps.put(file, attributes.size() + "@" + attributes.lastModifiedTime());
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
    return new FileStamps(stamps);
  }

  /** Only those of files that say how to build. */
  FileStamps ofBuild() {
    Map<Path, String> build = new TreeMap<>(stamps);
    build.keySet().removeIf(f -> !BUILD_FILES.contains(f.getFileName().toString()));
    return new FileStamps(build);
  }
}
