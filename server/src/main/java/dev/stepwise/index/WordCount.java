package dev.stepwise.index;

import java.util.Arrays;

/** Counts words as they are written; only once at the end is each of them split into its parts. */
final class WordCount {
  private final Vocabulary vocabulary;
  private int[] words = new int[256];
  private int size;
  private int stamp;

  WordCount(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Starts anew; {@code newStamp} must be unlike that of any count of the same vocabulary. */
  void begin(int newStamp) {
    size = 0;
    stamp = newStamp;
  }

  void add(int word) {
    int[] notes = vocabulary.notes();
    int at = word * Vocabulary.NOTES;
    if (notes[at + Vocabulary.COUNT_STAMP] == stamp) {
      notes[at + Vocabulary.COUNT]++;
      return;
    }
    notes[at + Vocabulary.COUNT_STAMP] = stamp;
    notes[at + Vocabulary.COUNT] = 1;
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
    }
    words[size++] = word;
  }

  /** Puts what the words are searched by into {@code bag}. */
  void into(TermBag bag) {
    for (int i = 0; i < size; i++) {
      int word = words[i];
      int place = vocabulary.searched(word); // may add words
      int[] parts = vocabulary.parts();
      int count = vocabulary.notes()[word * Vocabulary.NOTES + Vocabulary.COUNT];
      for (int part = place + 1; part <= place + parts[place]; part++) {
        bag.count(parts[part], count);
      }
    }
  }
}
