package dev.stepwise.verify;

import dev.stepwise.language.java.JavaCompilerSession.CompiledClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Class folders of one variant that spans several modules; gone when closed. */
final class FreshOutput implements AutoCloseable {
  private final List<Path> folders = new ArrayList<>();

  /** Newest first, for the front of a class path. */
  List<Path> folders() {
    return folders.reversed();
  }

  void write(Map<String, CompiledClass> classes) {
    try {
      Path folder = Files.createTempDirectory("stepwise-variant");
      folders.add(folder);
      for (Map.Entry<String, CompiledClass> entry : classes.entrySet()) {
        Path file = folder.resolve(entry.getKey().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, entry.getValue().bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    folders.forEach(PrivateCopy::delete);
  }
}
