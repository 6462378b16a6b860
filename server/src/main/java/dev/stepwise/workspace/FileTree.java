package dev.stepwise.workspace;

import dev.stepwise.workspace.IgnoreRules.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The files of a workspace that are worth reading: ignored, generated, vendored, binary and
 * oversized ones are left out. Symbolic links are not followed, as git does not, so loops end.
 */
public final class FileTree {
  /** Larger files are data, not sources. */
  public static final long LARGEST = 2 << 20;

  /** Folders that hold what tools made or fetched, whatever {@code .gitignore} says. */
  private static final Set<String> SKIPPED_FOLDERS =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".idea",
          ".vscode",
          ".gradle",
          ".mvn",
          ".settings",
          ".venv",
          ".tox",
          ".mypy_cache",
          ".pytest_cache",
          ".ruff_cache",
          ".cache",
          ".next",
          ".nuxt",
          "node_modules",
          "bower_components",
          "__pycache__",
          "site-packages",
          ".eggs");

  /** Build outputs, if the build file that makes them stands beside. */
  private static final List<Output> OUTPUTS =
      List.of(
          new Output("target", List.of("pom.xml", "Cargo.toml", "build.sbt")),
          new Output("build", List.of("build.gradle", "build.gradle.kts")),
          new Output("bin", List.of(".classpath")),
          new Output("out", List.of("build.gradle", "build.gradle.kts")),
          new Output("venv", List.of("pyproject.toml", "setup.py", "requirements.txt")),
          new Output("vendor", List.of("go.mod", "composer.json")),
          new Output("dist", List.of("package.json", "pyproject.toml", "setup.py")));

  private static final Set<String> BINARY =
      Set.of(
          "7z", "a", "avi", "bin", "bmp", "bz2", "class", "dat", "db", "dll", "doc", "docx",
          "dylib", "eot", "exe", "gguf", "gif", "gz", "ico", "jar", "jks", "jpeg", "jpg", "lib",
          "mov", "mp3", "mp4", "o", "obj", "onnx", "otf", "p12", "parquet", "pdf", "pickle", "pkl",
          "png", "ppt", "pptx", "pyc", "rar", "so", "sqlite", "tar", "tgz", "tiff", "ttf", "vsix",
          "war", "wasm", "wav", "webp", "whl", "woff", "woff2", "xls", "xlsx", "xz", "zip", "zst");

  private final Path root;

  /**
   * @param root the workspace's folder
   */
  public FileTree(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * All files worth reading, in the order of their paths. Folders that cannot be read are left out.
   */
  public List<Entry> files() {
    return walk(root, "", List.of());
  }

  /** Those of {@link #files()} that lie in or below {@code folder}. */
  public List<Entry> filesBelow(Path folder) {
    Path relative = root.relativize(folder.toAbsolutePath().normalize());
    if (relative.toString().isEmpty()) {
      return files();
    }
    List<Scope> scopes = scopesAbove(relative);
    if (enters(folder) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return walk(folder, slashed(relative) + "/", scopes);
    }
    return List.of();
  }

  private List<Entry> walk(Path folder, String prefix, List<Scope> above) {
    return ForkJoinPool.commonPool().invoke(new Walk(folder, prefix, above));
  }

  /** What {@link #files()} would say of one file; empty if it does not hold it. */
  public Optional<Entry> file(Path file) {
    Path relative = root.relativize(file.toAbsolutePath().normalize());
    List<Scope> scopes = scopesAbove(relative);
    if (scopes.isEmpty()) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String path = slashed(relative);
      return attributes.isRegularFile() && wanted(path, attributes.size(), scopes)
          ? Optional.of(entry(path, file, attributes))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a change of this file changes which other files are worth reading. */
  public static boolean decidesOnOthers(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.equals(".gitignore")
        || OUTPUTS.stream().anyMatch(output -> output.madeBy.contains(name));
  }

  /** The workspace's folder. */
  public Path root() {
    return root;
  }

  /** Whether {@link #files()} looks into a folder. */
  public boolean enters(Path folder) {
    Path relative = root.relativize(folder.toAbsolutePath().normalize());
    if (relative.toString().isEmpty()) {
      return true;
    }
    // the rules above an imagined file in it
    return !scopesAbove(relative.resolve("x")).isEmpty();
  }

  /** The rules that bear on a path's last element; empty if a folder above it is left out. */
  private List<Scope> scopesAbove(Path relative) {
    if (relative.startsWith("..") || relative.isAbsolute()) {
      return List.of();
    }
    List<Scope> scopes = with(List.of(), root, "");
    Path folder = root;
    String prefix = "";
    for (int i = 0; i < relative.getNameCount() - 1; i++) {
      String name = relative.getName(i).toString();
      Path child = folder.resolve(name);
      if (!entered(folder, prefix, name, scopes) || Files.isSymbolicLink(child)) {
        return List.of();
      }
      folder = child;
      prefix = prefix + name + "/";
      scopes = with(scopes, folder, prefix);
    }
    return scopes;
  }

  /** Reads one folder and, side by side with others, those in it. */
  private final class Walk extends RecursiveTask<List<Entry>> {
    private static final long serialVersionUID = 1;

    private final transient Path folder;
    private final String prefix;
    private final transient List<Scope> above;

    Walk(Path folder, String prefix, List<Scope> above) {
      this.folder = folder;
      this.prefix = prefix;
      this.above = above;
    }

    @Override
    protected List<Entry> compute() {
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(children::add);
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        return List.of(); // gone meanwhile, or not ours to read
      }
      Collections.sort(children);
      List<Scope> scopes = with(above, folder, prefix);
      List<Supplier<List<Entry>>> parts = new ArrayList<>();
      for (Path child : children) {
        part(child, scopes).ifPresent(parts::add);
      }
      List<Entry> found = new ArrayList<>();
      parts.forEach(part -> found.addAll(part.get()));
      return found;
    }

    private Optional<Supplier<List<Entry>>> part(Path child, List<Scope> scopes) {
      String name = child.getFileName().toString();
      BasicFileAttributes attributes;
      try {
        attributes =
            Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      } catch (IOException e) {
        return Optional.empty(); // gone meanwhile
      }
      String path = prefix + name;
      if (attributes.isDirectory()) {
        return entered(folder, prefix, name, scopes)
            ? Optional.of(new Walk(child, path + "/", scopes).fork()::join)
            : Optional.empty();
      }
      if (attributes.isRegularFile() && wanted(path, attributes.size(), scopes)) {
        List<Entry> one = List.of(entry(path, child, attributes));
        return Optional.of(() -> one);
      }
      return Optional.empty();
    }
  }

  private static Entry entry(String path, Path file, BasicFileAttributes attributes) {
    return new Entry(
        path, file, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  private static List<Scope> with(List<Scope> scopes, Path folder, String prefix) {
    Path file = folder.resolve(".gitignore");
    if (!Files.isRegularFile(file)) {
      return scopes.isEmpty() ? List.of(new Scope("", IgnoreRules.NONE)) : scopes;
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      List<Scope> more = new ArrayList<>(scopes);
      more.add(new Scope(prefix, IgnoreRules.parse(text)));
      return more;
    } catch (IOException e) {
      return scopes;
    }
  }

  private static boolean entered(Path folder, String prefix, String name, List<Scope> scopes) {
    if (SKIPPED_FOLDERS.contains(name) || ignored(prefix + name, true, scopes)) {
      return false;
    }
    for (Output output : OUTPUTS) {
      if (output.folder.equals(name)
          && output.madeBy.stream().anyMatch(f -> Files.exists(folder.resolve(f)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean wanted(String path, long size, List<Scope> scopes) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return size <= LARGEST && !isGenerated(name) && !ignored(path, false, scopes);
  }

  private static boolean isGenerated(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    return (dot >= 0 && BINARY.contains(lower.substring(dot + 1)))
        || lower.endsWith(".min.js")
        || lower.endsWith(".min.css")
        || lower.endsWith(".map")
        || lower.equals("package-lock.json")
        || lower.equals("yarn.lock")
        || lower.equals("pnpm-lock.yaml")
        || lower.equals("go.sum")
        || lower.equals("cargo.lock");
  }

  private static boolean ignored(String path, boolean folder, List<Scope> scopes) {
    for (int i = scopes.size() - 1; i >= 0; i--) {
      Scope scope = scopes.get(i);
      Verdict verdict = scope.rules.of(path.substring(scope.prefix.length()), folder);
      if (verdict != Verdict.SILENT) {
        return verdict == Verdict.IGNORE;
      }
    }
    return false;
  }

  private static String slashed(Path relative) {
    return relative.toString().replace('\\', '/');
  }

  /**
   * A file worth reading.
   *
   * @param path relative to the workspace, with slashes
   * @param file absolute
   * @param size in bytes
   * @param modified nanoseconds since 1970
   */
  public record Entry(String path, Path file, long size, long modified) {}

  private record Scope(String prefix, IgnoreRules rules) {}

  private record Output(String folder, List<String> madeBy) {}
}
