package dev.stepwise.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/**
 * The words of one indexing thread, each known once by a number: its bytes and the words it is
 * searched by. Most words of a file were seen before, so this saves nearly all conversions. All is
 * kept in a few arrays, since a million small objects would keep the collector busy.
 */
final class Vocabulary {
  /** Longer words are cut. */
  static final int LONGEST = 200;

  /** So many numbers are noted of each word, see below. */
  static final int NOTES = 4;

  /** Of the last {@link WordCount} that has the word, and its count there. */
  static final int COUNT_STAMP = 0;

  static final int COUNT = 1;

  /** Of the last {@link TermBag} that has the word, and its place there. */
  static final int BAG_STAMP = 2;

  static final int BAG_PLACE = 3;

  private static final int LEAST = 1 << 12;

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

  /** A word's hash in the upper half, its number plus one in the lower; 0 where there is none. */
  private long[] table = new long[LEAST * 2];

  private byte[] pool = new byte[LEAST * 8];

  /** Where each word's bytes begin, and where those of the last end. */
  private int[] starts = new int[LEAST + 1];

  private int[] notes = new int[LEAST * NOTES];

  /** Where in {@link #parts} each word's parts stand, 0 where they are not known yet. */
  private int[] split = new int[LEAST];

  /** Their number, then they themselves, for one word after the other. */
  private int[] parts = new int[LEAST];

  private int partsEnd = 1;
  private int size;

  /** Number of words; those known are 0 to one less. */
  int size() {
    return size;
  }

  /** Bytes of all words together. */
  int bytes() {
    return starts[size];
  }

  /** Forgets all words. */
  void clear() {
    Arrays.fill(table, 0);
    Arrays.fill(split, 0, size, 0);
    Arrays.fill(notes, 0, size * NOTES, 0);
    partsEnd = 1;
    size = 0;
  }

  /** A whole word as it is known here. */
  static String cut(String word) {
    if (word.length() <= LONGEST) {
      return word;
    }
    return word.substring(
        0, LONGEST - (Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? 1 : 0));
  }

  /** What is noted of the words: {@link #NOTES} numbers for each; good until a word is added. */
  int[] notes() {
    return notes;
  }

  /** A whole word's number; too long ones are cut. */
  int of(char[] text, int from, int to) {
    int end = Math.min(to, from + LONGEST);
    if (end < to && Character.isHighSurrogate(text[end - 1])) {
      end--; // half a character has no bytes of its own
    }
    int hash = 0;
    for (int i = from; i < end; i++) {
      hash = hash * 31 + text[i];
    }
    return of(text, from, end, hash);
  }

  /** As {@link #of(char[], int, int)} with {@code hash = hash * 31 + c} over the characters. */
  int of(char[] text, int from, int to, int hash) {
    long[] words = table;
    int mask = words.length - 1;
    int slot = spread(hash) & mask;
    for (long there = words[slot]; there != 0; there = words[slot]) {
      if ((int) (there >>> 32) == hash && isSame((int) there - 1, text, from, to)) {
        return (int) there - 1;
      }
      slot = (slot + 1) & mask;
    }
    return add(text, from, to, hash);
  }

  private boolean isSame(int word, char[] text, int from, int to) {
    int start = starts[word];
    int length = to - from;
    if (starts[word + 1] - start != length) {
      return starts[word + 1] - start > length && isSameUtf8(word, text, from, to);
    }
    byte[] bytes = pool;
    for (int i = 0; i < length; i++) {
      if (bytes[start + i] != text[from + i]) { // a byte of a longer sequence is negative
        return false;
      }
    }
    return true;
  }

  private boolean isSameUtf8(int word, char[] text, int from, int to) {
    byte[] utf8 = new String(text, from, to - from).getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(utf8, 0, utf8.length, pool, starts[word], starts[word + 1]);
  }

  private int add(char[] text, int from, int to, int hash) {
    if ((size + 1) * 2 > table.length) {
      grow();
    }
    int start = starts[size];
    if (start + (to - from) * 3 > pool.length) {
      pool = Arrays.copyOf(pool, Math.max(pool.length + pool.length / 2, start + (to - from) * 3));
    }
    int end = start;
    for (int i = from; i < to; i++) {
      if (text[i] >= 128) {
        byte[] utf8 = new String(text, from, to - from).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, pool, start, utf8.length);
        end = start + utf8.length;
        break;
      }
      pool[end++] = (byte) text[i];
    }
    put(hash, size);
    starts[size + 1] = end;
    return size++;
  }

  private void put(int hash, int word) {
    int mask = table.length - 1;
    int slot = spread(hash) & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = (long) hash << 32 | (word + 1);
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    for (long there : old) {
      if (there != 0) {
        put((int) (there >>> 32), (int) there - 1);
      }
    }
    int room = table.length / 2;
    starts = Arrays.copyOf(starts, room + 1);
    notes = Arrays.copyOf(notes, room * NOTES);
    split = Arrays.copyOf(split, room);
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  /** Lets {@code ref} show the bytes of a word; good until a word is added. */
  void bytes(int word, BytesRef ref) {
    ref.bytes = pool;
    ref.offset = starts[word];
    ref.length = starts[word + 1] - ref.offset;
  }

  /** One byte of a word, -1 behind its end. */
  int byteAt(int word, int place) {
    int at = starts[word] + place;
    return at < starts[word + 1] ? pool[at] & 0xFF : -1;
  }

  String string(int word) {
    int start = starts[word];
    return new String(pool, start, starts[word + 1] - start, StandardCharsets.UTF_8);
  }

  /**
   * What a word is searched by: its parts in lower case, or itself if it has none.
   *
   * @return where in {@link #parts} their number stands, they themselves behind it
   */
  int searched(int word) {
    int known = split[word];
    return known == 0 ? splitUp(word) : known;
  }

  int[] parts() {
    return parts;
  }

  private int splitUp(int word) {
    char[] chars = string(word).toCharArray();
    char[] lower = new char[chars.length];
    for (int i = 0; i < chars.length; i++) {
      lower[i] = Character.toLowerCase(chars[i]);
    }
    int place = partsEnd;
    if (place + chars.length + 2 > parts.length) {
      parts = Arrays.copyOf(parts, parts.length * 2 + chars.length);
    }
    int number = 0;
    int from = 0;
    for (int at = 1; at <= chars.length; at++) {
      if (at == chars.length || isBorder(chars, at)) {
        int end = at;
        while (end > from && (lower[end - 1] == '_' || lower[end - 1] == '$')) {
          end--;
        }
        if (end - from > 1 && !STOP.contains(new String(lower, from, end - from))) {
          parts[place + ++number] = of(lower, from, end);
        }
        from = at;
      }
    }
    parts[place] = number;
    partsEnd = place + number + 1;
    split[word] = place;
    return place;
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
}
