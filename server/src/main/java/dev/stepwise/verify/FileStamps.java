package dev.stepwise.verify;

import dev.stepwise.workspace.SourceWalk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
      SourceWalk.of(
          root,
          SKIPPED,
          (file, attributes) ->
              stamps.put(file, attributes.size() + "@" + attributes.lastModifiedTime()));
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
