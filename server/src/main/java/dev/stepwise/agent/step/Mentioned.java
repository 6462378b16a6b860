package dev.stepwise.agent.step;

import dev.stepwise.verify.TestRun;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Words that a text written by a person and a name in code have in common. */
final class Mentioned {
  private static final Pattern SPLIT = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Set<String> COMMON =
      Set.of(
          "test",
          "the",
          "and",
          "that",
          "this",
          "with",
          "not",
          "for",
          "are",
          "should",
          "when",
          "was",
          "but",
          "expected",
          "get",
          "set",
          "java",
          "lang",
          "util",
          "org",
          "junit");

  private Mentioned() {}

  /** The words of a text or a name, in lower case; those that say nothing are left out. */
  static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    for (String part : SPLIT.split(text)) {
      String word = part.toLowerCase(Locale.ROOT);
      if (word.length() > 2 && !COMMON.contains(word)) {
        words.add(stem(word));
      }
    }
    return words;
  }

  /** How many words both have. */
  static int common(Set<String> some, Set<String> others) {
    return (int) some.stream().filter(others::contains).count();
  }

  /**
   * The failing test that the text is about: the one with most words in common. Empty if no word
   * fits or two tests fit equally.
   */
  static Optional<TestRun.Result> in(String text, List<TestRun.Result> failures) {
    Set<String> wanted = words(text);
    record Fit(TestRun.Result result, int common) {}
    List<Fit> fits =
        failures.stream()
            .map(f -> new Fit(f, common(wanted, words(f.test() + " " + f.message()))))
            .filter(f -> f.common() > 0)
            .sorted(Comparator.comparingInt(f -> -f.common()))
            .toList();
    if (fits.isEmpty() || (fits.size() > 1 && fits.get(0).common() == fits.get(1).common())) {
      return Optional.empty();
    }
    return Optional.of(fits.getFirst().result());
  }

  /** Enough to make plural and singular equal. */
  private static String stem(String word) {
    return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
