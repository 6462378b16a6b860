package dev.stepwise.verify;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small project that a test writes. */
final class Project {
  final Path root;

  Project(Path root) {
    this.root = root;
  }

  Project file(String path, String text) {
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Workbench open() {
    return open(WorkbenchOptions.DEFAULT.withUnsandboxed(true).withOffline(true));
  }

  Workbench open(WorkbenchOptions options) {
    return Workbenches.open(root, Map.of(), options, minute());
  }

  /** The workspace with one file's text changed. */
  Variant change(String path, String from, String to) {
    Path file = root.resolve(path);
    try {
      String before = Files.readString(file);
      String after = before.replace(from, to);
      if (after.equals(before)) {
        throw new AssertionError("no " + from + " in " + path);
      }
      return new Variant(Map.of(file, after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file with its content and time, to see that nothing was touched. */
  Map<String, String> snapshot() {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String content = Files.isRegularFile(file) ? Files.readString(file) : "folder";
        all.put(root.relativize(file).toString(), content + Files.getLastModifiedTime(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  static Budget minute() {
    return Budget.of(Duration.ofMinutes(1));
  }
}
