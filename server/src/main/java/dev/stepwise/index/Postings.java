package dev.stepwise.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which documents have which words in one field. Noted document after document, as it comes, and
 * put in order of the words in one go at the end: a hash that is asked for every word of every
 * document, as Lucene's writer does it, takes several times as long.
 */
final class Postings {
  private static final int BITS = 10;

  /** Larger frequencies are all the same. */
  static final int MOST = (1 << BITS) - 1;

  /** More documents or words do not fit. */
  static final int ROOM = 1 << (Integer.SIZE - BITS - 1);

  private static final int PAGE_BITS = 16;
  private static final int PAGE = 1 << PAGE_BITS;

  /** Words with their numbers, one document's after the other's. */
  private final List<int[]> pages = new ArrayList<>();

  private int[] page = {};
  private int size;

  /** For each document where what it has ends. */
  private int[] ends = new int[1024];

  private int docs;

  /** The next document has what is in {@code bag}. */
  void add(TermBag bag) {
    int count = bag.size();
    for (int i = 0; i < count; i++) {
      int place = size & (PAGE - 1);
      if (place == 0) {
        turn();
      }
      page[place] = bag.word(i) << BITS | bag.number(i);
      size++;
    }
    if (docs == ends.length) {
      ends = Arrays.copyOf(ends, docs * 2);
    }
    ends[docs++] = size;
  }

  private void turn() {
    int next = size >>> PAGE_BITS;
    if (next == pages.size()) {
      pages.add(new int[PAGE]);
    }
    page = pages.get(next);
  }

  int size() {
    return size;
  }

  /** Forgets everything but keeps the room it took. */
  void clear() {
    size = 0;
    docs = 0;
  }

  /** Puts all in order of the words; both arrays are used again where they are long enough. */
  Sorted sorted(int words, Sorted room) {
    int[] from = room.from.length > words ? room.from : new int[words + 1 + words / 4];
    int[] entries = room.entries.length >= size ? room.entries : new int[size + size / 4];
    Arrays.fill(from, 0, words + 1, 0);
    for (int at = 0; at < size; at += PAGE) {
      int[] some = pages.get(at >>> PAGE_BITS);
      int end = Math.min(PAGE, size - at);
      for (int i = 0; i < end; i++) {
        from[some[i] >>> BITS]++;
      }
    }
    int sum = 0;
    for (int word = 0; word <= words; word++) { // now where each word's end is
      sum += from[word];
      from[word] = sum;
    }
    scatter(from, entries);
    return new Sorted(from, entries);
  }

  /** Backwards, so that each word's documents ascend and its end becomes its beginning. */
  private void scatter(int[] from, int[] entries) {
    int doc = docs - 1;
    int[] some = page;
    for (int at = size - 1; at >= 0; at--) {
      int place = at & (PAGE - 1);
      if (place == PAGE - 1 || at == size - 1) {
        some = pages.get(at >>> PAGE_BITS);
      }
      while (doc > 0 && at < ends[doc - 1]) {
        doc--;
      }
      int entry = some[place];
      entries[--from[entry >>> BITS]] = doc << BITS | (entry & MOST);
    }
  }

  /** Documents with their numbers, a word's after another's. */
  static final class Sorted {
    static final Sorted NOTHING = new Sorted(new int[1], new int[0]);

    private final int[] from;
    private final int[] entries;

    private Sorted(int[] from, int[] entries) {
      this.from = from;
      this.entries = entries;
    }

    /** Where each word's entries begin, and where those of the last end. */
    int[] from() {
      return from;
    }

    int[] entries() {
      return entries;
    }
  }

  static int doc(int entry) {
    return entry >>> BITS;
  }

  static int number(int entry) {
    return entry & MOST;
  }

  /** An entry of a document that has a word, however often. */
  static int entry(int doc) {
    return doc << BITS | 1;
  }
}
