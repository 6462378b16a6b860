package dev.stepwise.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/**
 * The words of one indexing thread, each known once: its bytes for Lucene and the words it is
 * searched by. Most words of a file were seen before, so this saves nearly all conversions.
 */
final class Vocabulary {
  /** Beyond this it starts anew, so that memory stays bounded. */
  private static final int MOST = 1 << 16;

  private static final int LONGEST = 80;

  /** Words that say nothing, or that nearly every method has. */
  private static final Set<String> STOP =
      Set.of(
          "the",
          "an",
          "of",
          "to",
          "is",
          "in",
          "and",
          "or",
          "for",
          "if",
          "be",
          "it",
          "this",
          "that",
          "are",
          "as",
          "by",
          "with",
          "on",
          "not",
          "will",
          "at",
          "from",
          "which",
          "has",
          "code",
          "link",
          "param",
          "return",
          "public",
          "private",
          "protected",
          "static",
          "final",
          "void",
          "new",
          "int",
          "import",
          "package",
          "class",
          "else",
          "null",
          "true",
          "false");

  private Word[] table = new Word[1 << 12];
  private int size;

  /** To be called between files. */
  void trim() {
    if (size > MOST) {
      table = new Word[1 << 12];
      size = 0;
    }
  }

  Word of(char[] text, int from, int to) {
    int end = Math.min(to, from + LONGEST);
    int hash = 0;
    for (int i = from; i < end; i++) {
      hash = hash * 31 + text[i];
    }
    return of(text, from, end, hash);
  }

  /** As {@link #of(char[], int, int)} with {@code hash = hash * 31 + c} over the characters. */
  Word of(char[] text, int from, int to, int hash) {
    int mask = table.length - 1;
    int slot = spread(hash) & mask;
    for (Word word = table[slot]; word != null; word = table[slot]) {
      if (word.hash == hash && Arrays.equals(word.chars, 0, word.chars.length, text, from, to)) {
        return word;
      }
      slot = (slot + 1) & mask;
    }
    Word word = new Word(Arrays.copyOfRange(text, from, to), hash);
    table[slot] = word;
    if (++size * 2 > table.length) {
      grow();
    }
    return word;
  }

  /** What a word is searched by: itself in lower case and its parts. */
  Word[] searched(Word word) {
    Word[] searched = word.searched;
    if (searched == null) {
      searched = split(word.chars);
      word.searched = searched;
    }
    return searched;
  }

  private Word[] split(char[] chars) {
    List<Word> words = new ArrayList<>();
    char[] lower = lower(chars, 0, chars.length);
    if (STOP.contains(new String(lower))) {
      return new Word[0];
    }
    words.add(of(lower, 0, lower.length));
    int from = 0;
    for (int at = 1; at <= chars.length; at++) {
      if (at == chars.length || isBorder(chars, at)) {
        char[] part = strip(lower, from, at);
        if (part.length > 1 && part.length < chars.length && !STOP.contains(new String(part))) {
          words.add(of(part, 0, part.length));
        }
        from = at;
      }
    }
    return words.toArray(Word[]::new);
  }

  private static boolean isBorder(char[] chars, int at) {
    char before = chars[at - 1];
    char here = chars[at];
    if (before == '_' || before == '$') {
      return here != '_' && here != '$';
    }
    if (Character.isUpperCase(here)) {
      return !Character.isUpperCase(before)
          || (at + 1 < chars.length && Character.isLowerCase(chars[at + 1]));
    }
    return false;
  }

  private static char[] strip(char[] chars, int from, int to) {
    int end = to;
    while (end > from && (chars[end - 1] == '_' || chars[end - 1] == '$')) {
      end--;
    }
    int start = from;
    while (start < end && (chars[start] == '_' || chars[start] == '$')) {
      start++;
    }
    return Arrays.copyOfRange(chars, start, end);
  }

  private static char[] lower(char[] chars, int from, int to) {
    char[] lower = new char[to - from];
    for (int i = from; i < to; i++) {
      lower[i - from] = Character.toLowerCase(chars[i]);
    }
    return lower;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private void grow() {
    Word[] old = table;
    table = new Word[old.length * 2];
    int mask = table.length - 1;
    for (Word word : old) {
      if (word != null) {
        int slot = spread(word.hash) & mask;
        while (table[slot] != null) {
          slot = (slot + 1) & mask;
        }
        table[slot] = word;
      }
    }
  }

  /** A word and what one {@link TermBag} at a time counts of it. */
  static final class Word {
    final char[] chars;
    final BytesRef bytes;
    private final int hash;
    private Word @org.jspecify.annotations.Nullable [] searched;
    int stamp;
    int count;

    private Word(char[] chars, int hash) {
      this.chars = chars;
      this.hash = hash;
      this.bytes = new BytesRef(new String(chars).getBytes(StandardCharsets.UTF_8));
    }
  }
}
