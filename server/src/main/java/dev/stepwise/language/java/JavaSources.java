package dev.stepwise.language.java;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The source files of a module with their texts, main code and tests apart.
 *
 * @param main absolute path to text
 * @param test absolute path to text
 */
public record JavaSources(List<SourceText> main, List<SourceText> test) {
  private static final Pattern TESTS_IMPORT =
      Pattern.compile("(?m)(^\\s*import\\s+(static\\s+)?|@)(org\\.junit\\.|junit\\.framework\\.)");

  /**
   * Reads a module's sources; a text of {@code unsaved} wins over the file, and counts as a file
   * where there is none.
   *
   * @throws dev.stepwise.settings.UserException if a file is not in the module's encoding
   */
  public static JavaSources of(JavaModule module, Map<Path, String> unsaved) {
    List<SourceText> main = new ArrayList<>();
    List<SourceText> test = new ArrayList<>();
    for (Path file : files(module, unsaved.keySet())) {
      String text = unsaved.get(file);
      if (text == null) {
        text = read(file, module.encoding());
      }
      (isTest(module, file, text) ? test : main).add(new SourceText(file, text));
    }
    return new JavaSources(main, test);
  }

  /** The module's source files without their texts. */
  static Set<Path> files(JavaModule module, Set<Path> unsaved) {
    Set<Path> files = new LinkedHashSet<>();
    Set<Path> roots = new LinkedHashSet<>(module.mainRoots());
    roots.addAll(module.testRoots());
    for (Path root : roots) {
      files.addAll(JavaFiles.below(root, ".java", 64));
      unsaved.stream()
          .filter(f -> f.startsWith(root) && f.toString().endsWith(".java"))
          .forEach(files::add);
    }
    files.removeIf(f -> f.endsWith("module-info.java"));
    return files;
  }

  private static String read(Path file, Charset encoding) {
    return JavaFiles.read(file, encoding);
  }

  private static boolean isTest(JavaModule module, Path file, String text) {
    boolean inMain = module.mainRoots().stream().anyMatch(file::startsWith);
    boolean inTest = module.testRoots().stream().anyMatch(file::startsWith);
    return inTest && (!inMain || importsTests(text));
  }

  static boolean importsTests(String text) {
    return TESTS_IMPORT.matcher(text).find();
  }
}
