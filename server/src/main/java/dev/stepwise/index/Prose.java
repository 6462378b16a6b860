package dev.stepwise.index;

import dev.stepwise.index.Vocabulary.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Splits text into the words it is searched by: identifiers in lower case and their parts, words
 * that say nothing left out. The same for code, documentation and queries.
 */
final class Prose {
  private final Vocabulary vocabulary;

  Prose(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The words of a query, each once. */
  static List<String> words(String query) {
    Vocabulary vocabulary = new Vocabulary();
    Set<String> words = new LinkedHashSet<>();
    new Prose(vocabulary)
        .each(
            query.toCharArray(),
            0,
            query.length(),
            word -> {
              for (Word searched : vocabulary.searched(word)) {
                words.add(new String(searched.chars));
              }
            });
    return new ArrayList<>(words);
  }

  /** Counts the words of {@code text[from, to)}. */
  void count(char[] text, int from, int to, TermBag bag) {
    each(
        text,
        from,
        to,
        word -> {
          for (Word searched : vocabulary.searched(word)) {
            bag.count(searched);
          }
        });
  }

  private void each(char[] text, int from, int to, java.util.function.Consumer<Word> action) {
    int at = from;
    while (at < to) {
      if (!isPart(text[at])) {
        at++;
        continue;
      }
      int start = at;
      int hash = 0;
      while (at < to && isPart(text[at])) {
        hash = hash * 31 + text[at++];
      }
      int length = at - start;
      if (length > 1 && length <= 64 && (text[start] > '9' || length <= 6)) {
        action.accept(vocabulary.of(text, start, at, hash));
      }
    }
  }

  private static boolean isPart(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return Character.isLetterOrDigit(c);
  }
}
