package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Types of other source files that a file uses: those of its package and those it imports, read
 * from the source folder when first asked for. Files that cannot be read count as not there.
 */
public final class Neighbours {
  private static final int MOST = 40;
  private static final long LARGEST_BYTES = 400_000;

  private final Path file;
  private final CompilationUnit unit;
  private final List<Path> roots;
  private final Map<String, Optional<TypeDeclaration<?>>> found = new HashMap<>();

  public Neighbours(Path file, CompilationUnit unit) {
    this(file.toAbsolutePath(), unit, roots(file.toAbsolutePath(), unit));
  }

  private Neighbours(Path file, CompilationUnit unit, List<Path> roots) {
    this.file = file;
    this.unit = unit;
    this.roots = List.copyOf(roots);
  }

  /** For a file that stands alone. */
  static Neighbours none(CompilationUnit unit) {
    return new Neighbours(Path.of(""), unit, List.of());
  }

  /** The declaration of a type of another file. */
  public Optional<TypeDeclaration<?>> find(String simpleName) {
    Optional<TypeDeclaration<?>> known = found.get(simpleName);
    if (known != null) {
      return known;
    }
    Optional<TypeDeclaration<?>> read =
        found.size() < MOST && simpleName.matches("[A-Z]\\w*")
            ? read(simpleName)
            : Optional.empty();
    found.put(simpleName, read);
    return read;
  }

  private Optional<TypeDeclaration<?>> read(String name) {
    for (Path root : roots) {
      for (String folder : folders(name)) {
        Path candidate = root.resolve(folder).resolve(name + ".java");
        if (!candidate.equals(file) && Files.isRegularFile(candidate)) {
          return parse(candidate).flatMap(u -> declared(u, name));
        }
      }
    }
    return Optional.empty();
  }

  /** Folders that hold the packages: the file's own, and that of main code for a test. */
  private static List<Path> roots(Path file, CompilationUnit unit) {
    Path root = file.getParent();
    String pack = unit.getPackageDeclaration().map(p -> p.getNameAsString()).orElse("");
    for (int i = 0; root != null && !pack.isEmpty() && i < pack.split("\\.", -1).length; i++) {
      root = root.getParent();
    }
    if (root == null) {
      return List.of();
    }
    List<Path> roots = new ArrayList<>(List.of(root));
    if (root.endsWith("src/test/java")) {
      roots.add(root.resolve("../../main/java").normalize());
    }
    return roots;
  }

  private List<String> folders(String name) {
    List<String> folders = new ArrayList<>();
    for (ImportDeclaration i : unit.getImports()) {
      String imported = i.getNameAsString();
      if (i.isAsterisk()) {
        folders.add(imported.replace('.', '/'));
      } else if (imported.endsWith("." + name)) {
        folders.add(0, imported.substring(0, imported.lastIndexOf('.')).replace('.', '/'));
      }
    }
    folders.add(
        unit.getPackageDeclaration().map(p -> p.getNameAsString().replace('.', '/')).orElse(""));
    return folders;
  }

  private static Optional<CompilationUnit> parse(Path path) {
    try {
      return Files.size(path) <= LARGEST_BYTES
          ? SourceTree.parse(Files.readString(path)).map(SourceTree::unit)
          : Optional.empty();
    } catch (IOException goneOrNotText) {
      return Optional.empty();
    }
  }

  private static Optional<TypeDeclaration<?>> declared(CompilationUnit unit, String name) {
    for (TypeDeclaration<?> type : unit.getTypes()) {
      if (type.getNameAsString().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
