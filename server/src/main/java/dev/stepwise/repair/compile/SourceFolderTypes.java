package dev.stepwise.repair.compile;

import dev.stepwise.repair.FaultContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types of the workspace, by the names of the source files around the file with the error. */
final class SourceFolderTypes implements TypeNames {
  private static final Pattern PACKAGE =
      Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
  private static final int MOST_FILES = 50_000;

  @Override
  public List<String> named(String simpleName, FaultContext context) {
    String own = packageOf(context.text());
    List<String> found = new ArrayList<>();
    for (Path root : roots(context.file(), own)) {
      for (Path file : files(root, simpleName + ".java")) {
        Path folder = root.relativize(file).getParent();
        String pack =
            folder == null
                ? ""
                : folder.toString().replace(file.getFileSystem().getSeparator(), ".");
        if (!pack.isEmpty() && !pack.equals(own)) {
          found.add(pack + "." + simpleName);
        }
      }
    }
    return found;
  }

  /** The file's source root, and that of main code for a test. */
  private static List<Path> roots(Path file, String pack) {
    Path root = file.getParent();
    for (int i = 0; root != null && !pack.isEmpty() && i < pack.split("\\.").length; i++) {
      root = root.getParent();
    }
    if (root == null || pack.isEmpty() || !Files.isDirectory(root)) {
      return List.of();
    }
    List<Path> roots = new ArrayList<>(List.of(root));
    if (root.endsWith("src/test/java")) {
      roots.add(root.resolve("../../main/java").normalize());
    }
    return roots.stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> files(Path root, String name) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            private int seen;

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.endsWith(name)) {
                found.add(file);
              }
              return ++seen < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String packageOf(String text) {
    Matcher m = PACKAGE.matcher(text);
    return m.find() ? m.group(1) : "";
  }
}
