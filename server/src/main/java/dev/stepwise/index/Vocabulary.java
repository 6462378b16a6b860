package dev.stepwise.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The words of one indexing thread, each known once: its bytes for Lucene and the words it is
 * searched by. Most words of a file were seen before, so this saves nearly all conversions.
 */
final class Vocabulary {
  /** Beyond this it forgets the words that were not used for longest. */
  private static final int MOST = 1 << 14;

  private static final int LONGEST = 80;

  /** Words that say nothing, or that nearly every method has. */
  private static final Set<String> STOP =
      Set.of(
          """
          the an of to is in and or for if be it this that are as by with on not will at from which
          has can may should have when then does was been these those such than its into also but
          we you must would could
          code link param return public private protected static final void new int import package
          class else null true false throws throw boolean extends implements instanceof super try
          catch finally while override var\
          """
              .split("\\s+"));

  private static final Word[] NOTHING = {};

  private @Nullable Word[] table = new Word[1 << 12];

  /** The words' hashes, 0 where there is none; most probes end here without touching a word. */
  private int[] hashes = new int[1 << 12];

  private int size;
  private int trimmedAt;

  /**
   * To be called between files, so that memory stays bounded. Most words of a text come once and
   * never again, while the few that come all the time need not be made anew.
   *
   * @param stamp the last one given to a count or bag
   */
  void trim(int stamp) {
    if (size <= MOST) {
      return;
    }
    int recent = trimmedAt + (stamp - trimmedAt) / 2;
    @Nullable Word[] old = table;
    int[] oldHashes = hashes;
    table = new Word[old.length];
    hashes = new int[old.length];
    size = 0;
    for (int i = 0; i < old.length; i++) {
      Word word = old[i];
      if (word != null && Math.max(word.countStamp, word.bagStamp) > recent) {
        word.searched = null; // may hold words that are forgotten
        put(word, oldHashes[i]);
        size++;
      }
    }
    if (size > MOST / 2) { // a giant file
      Arrays.fill(table, null);
      Arrays.fill(hashes, 0);
      size = 0;
    }
    trimmedAt = stamp;
  }

  private void put(Word word, int hash) {
    int mask = table.length - 1;
    int slot = spread(hash) & mask;
    while (hashes[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = word;
    hashes[slot] = hash;
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
    int mark = hash == 0 ? 1 : hash;
    int slot = spread(mark) & mask;
    for (int there = hashes[slot]; there != 0; there = hashes[slot]) {
      Word word = there == mark ? table[slot] : null;
      if (word != null && isSame(word.chars, text, from, to)) {
        return word;
      }
      slot = (slot + 1) & mask;
    }
    Word word = new Word(Arrays.copyOfRange(text, from, to));
    table[slot] = word;
    hashes[slot] = mark;
    if (++size * 2 > table.length) {
      grow();
    }
    return word;
  }

  private static boolean isSame(char[] chars, char[] text, int from, int to) {
    int length = to - from;
    if (chars.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (chars[i] != text[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** What a word is searched by: its parts in lower case, or itself if it has none. */
  Word[] searched(Word word) {
    Word[] searched = word.searched;
    if (searched == null) {
      searched = split(word.chars);
      word.searched = searched;
    }
    return searched;
  }

  /** Whether a word is made of several. */
  static boolean hasParts(String word) {
    char[] chars = word.toCharArray();
    for (int at = 1; at < chars.length; at++) {
      if (isBorder(chars, at)) {
        return true;
      }
    }
    return false;
  }

  private Word[] split(char[] chars) {
    char[] lower = new char[chars.length];
    for (int i = 0; i < chars.length; i++) {
      lower[i] = Character.toLowerCase(chars[i]);
    }
    List<Word> words = new ArrayList<>(4);
    int from = 0;
    for (int at = 1; at <= chars.length; at++) {
      if (at == chars.length || isBorder(chars, at)) {
        int end = at;
        while (end > from && (lower[end - 1] == '_' || lower[end - 1] == '$')) {
          end--;
        }
        if (end - from > 1 && !STOP.contains(new String(lower, from, end - from))) {
          words.add(of(lower, from, end));
        }
        from = at;
      }
    }
    return words.isEmpty() ? NOTHING : words.toArray(Word[]::new);
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

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private void grow() {
    @Nullable Word[] oldTable = table;
    int[] oldHashes = hashes;
    table = new Word[oldTable.length * 2];
    hashes = new int[oldTable.length * 2];
    for (int i = 0; i < oldTable.length; i++) {
      Word word = oldTable[i];
      if (word != null) {
        put(word, oldHashes[i]);
      }
    }
  }

  /** A word and what {@link WordCount} and {@link TermBag} note of it, one at a time each. */
  static final class Word {
    final char[] chars;
    private @Nullable BytesRef bytes;
    private Word @Nullable [] searched;
    int countStamp;
    int count;
    int bagStamp;
    int bagPlace;

    private Word(char[] chars) {
      this.chars = chars;
    }

    BytesRef bytes() {
      BytesRef made = bytes;
      if (made == null) {
        made = new BytesRef(new String(chars).getBytes(StandardCharsets.UTF_8));
        bytes = made;
      }
      return made;
    }
  }
}
