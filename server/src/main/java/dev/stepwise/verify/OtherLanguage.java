package dev.stepwise.verify;

import dev.stepwise.workspace.SourceWalk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a workspace is written in where it has neither Java nor Python: nothing is fixed there. */
enum OtherLanguage {
  SCRIPT("JavaScript or TypeScript"),
  GO("Go"),
  UNKNOWN("");

  private static final Map<String, OtherLanguage> BY_ENDING =
      Map.of(
          "js", SCRIPT, "mjs", SCRIPT, "cjs", SCRIPT, "jsx", SCRIPT, "ts", SCRIPT, "mts", SCRIPT,
          "cts", SCRIPT, "tsx", SCRIPT, "go", GO);
  private static final Set<String> SKIPPED =
      Set.of("node_modules", "target", "build", "dist", "out", "vendor");

  private final String title;

  OtherLanguage(String title) {
    this.title = title;
  }

  /** The one that most files are in. */
  static OtherLanguage of(Path root) {
    Map<OtherLanguage, Integer> counts = new TreeMap<>();
    try {
      SourceWalk.of(
          root,
          SKIPPED,
          (file, attributes) -> {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            String ending = name.substring(name.lastIndexOf('.') + 1);
            if (BY_ENDING.containsKey(ending)) {
              counts.merge(BY_ENDING.get(ending), 1, Integer::sum);
            }
          });
    } catch (IOException unreadable) {
      return UNKNOWN;
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(UNKNOWN);
  }

  /** One line for people whose fix is not to be had. */
  String whatCanBeDone(Path root) {
    if (this == UNKNOWN) {
      return "neither a build file (pom.xml, build.gradle) nor a Java or Python source file in "
          + root;
    }
    return root.getFileName()
        + " is a workspace of "
        + title
        + ": Stepwise can search its code, but fixes only Java and Python";
  }
}
