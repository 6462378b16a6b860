package dev.stepwise.repair.locate;

import java.nio.file.Path;
import java.util.Map;

/** Statements over several lines: bytecode names only some of them. */
final class Statements {
  private static final int LONGEST = 12;

  private Statements() {}

  /** Gives each line of a statement the highest weight that one of its lines has. */
  static LineWeights spread(Map<Path, String> texts, LineWeights weights) {
    LineWeights.Builder spread = new LineWeights.Builder();
    weights
        .byFile()
        .forEach(
            (file, lines) -> {
              String text = texts.get(file);
              lines.forEach((line, w) -> spread.atLeast(file, line, w));
              if (text != null && !String.valueOf(file.getFileName()).endsWith(".py")) {
                spread(file, text.split("\n", -1), lines, spread);
              }
            });
    return spread.build();
  }

  private static void spread(
      Path file, String[] text, Map<Integer, Double> lines, LineWeights.Builder spread) {
    int first = 0;
    while (first < text.length) {
      int last = first;
      while (last + 1 < text.length && last - first < LONGEST && goesOn(text[last])) {
        last++;
      }
      double most = 0;
      for (int i = first; i <= last; i++) {
        most = Math.max(most, lines.getOrDefault(i + 1, 0.0));
      }
      for (int i = first; i <= last && last > first; i++) {
        spread.atLeast(file, i + 1, most);
      }
      first = last + 1;
    }
  }

  private static boolean goesOn(String line) {
    String code = line.replaceAll("//.*$", "").strip();
    return !code.isEmpty()
        && !code.startsWith("@")
        && !code.startsWith("*")
        && !code.startsWith("/*")
        && !code.endsWith(";")
        && !code.endsWith("{")
        && !code.endsWith("}")
        && !code.endsWith(":")
        && !code.endsWith("*/");
  }
}
