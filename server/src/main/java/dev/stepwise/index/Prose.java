package dev.stepwise.index;

import dev.stepwise.language.Mentions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Splits text into the words it is searched by: words in lower case, identifiers in their parts,
 * those that say nothing left out. The same for code, documentation and queries.
 */
final class Prose {
  private static final int LONGEST = 64;

  /** Longer numbers are data. */
  private static final int LONGEST_NUMBER = 6;

  private static final int CALL = Fields.MENTIONED | Fields.CALLED;

  /** Whether a character below 128 is part of a word. */
  private static final boolean[] PART = new boolean[128];

  static {
    for (char c = 0; c < 128; c++) {
      PART[c] = Character.isLetterOrDigit(c) || c == '_';
    }
  }

  private final Vocabulary vocabulary;

  Prose(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The words of a query, each once. */
  static List<String> words(String query) {
    Vocabulary vocabulary = new Vocabulary();
    WordCount count = new WordCount(vocabulary);
    count.begin(1);
    new Prose(vocabulary).count(query.toCharArray(), 0, query.length(), count);
    TermBag bag = new TermBag(vocabulary);
    bag.begin(1);
    count.into(bag);
    return bag.words();
  }

  /** The identifiers of a query that are made of several words, as they are written. */
  static List<String> identifiers(String query) {
    Set<String> identifiers = new LinkedHashSet<>();
    for (String word : query.split("[^\\w$]+")) {
      if (Vocabulary.hasParts(word)) {
        identifiers.add(word);
      }
    }
    return new ArrayList<>(identifiers);
  }

  /** Counts the words of {@code text[from, to)}. */
  void count(char[] text, int from, int to, WordCount count) {
    int at = from;
    while (at < to) {
      if (!isPart(text[at])) {
        at++;
        continue;
      }
      int start = at;
      int hash = 0;
      do {
        hash = hash * 31 + text[at++];
      } while (at < to && isPart(text[at]));
      if (isWord(text, start, at)) {
        count.add(vocabulary.of(text, start, at, hash));
      }
    }
  }

  /**
   * Counts the words of {@code text[from, to)} and marks the names among them.
   *
   * @param first place of the first mention at or after {@code from}
   * @return place of the first mention at or after {@code to}
   */
  int countCode(
      char[] text, int from, int to, WordCount count, Mentions mentions, int first, TermBag names) {
    int mention = first;
    int mentionStart = mention < mentions.size() ? mentions.start(mention) : Integer.MAX_VALUE;
    int at = from;
    while (at < to) {
      if (!isPart(text[at])) {
        if (at != mentionStart) {
          at++;
          continue;
        }
      }
      int start = at;
      if (start == mentionStart) {
        at = Math.min(to, mentions.end(mention));
        int word = vocabulary.of(text, start, at);
        names.mark(word, mentions.isCall(mention) ? CALL : Fields.MENTIONED);
        if (isWord(text, start, at)) {
          count.add(word);
        }
        mention++;
        mentionStart = mention < mentions.size() ? mentions.start(mention) : Integer.MAX_VALUE;
        continue;
      }
      int hash = 0;
      do {
        hash = hash * 31 + text[at++];
      } while (at < to && isPart(text[at]));
      if (isWord(text, start, at)) {
        count.add(vocabulary.of(text, start, at, hash));
      }
      while (mentionStart < at) {
        mention++;
        mentionStart = mention < mentions.size() ? mentions.start(mention) : Integer.MAX_VALUE;
      }
    }
    return mention;
  }

  private static boolean isWord(char[] text, int start, int end) {
    int length = end - start;
    return length > 1 && length <= LONGEST && (text[start] > '9' || length <= LONGEST_NUMBER);
  }

  private static boolean isPart(char c) {
    return c < 128 ? PART[c] : Character.isLetterOrDigit(c);
  }
}
