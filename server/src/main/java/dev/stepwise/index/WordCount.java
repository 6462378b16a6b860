package dev.stepwise.index;

import dev.stepwise.index.Vocabulary.Word;
import java.util.Arrays;

/** Counts words as they are written; only once at the end is each of them split into its parts. */
final class WordCount {
  private Word[] words = new Word[256];
  private int size;
  private int stamp;

  /** Starts anew; {@code newStamp} must be unlike that of any count of the same vocabulary. */
  void begin(int newStamp) {
    size = 0;
    stamp = newStamp;
  }

  void add(Word word) {
    if (word.countStamp == stamp) {
      word.count++;
      return;
    }
    word.countStamp = stamp;
    word.count = 1;
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
    }
    words[size++] = word;
  }

  /** Puts what the words are searched by into {@code bag}. */
  void into(TermBag bag, Vocabulary vocabulary) {
    for (int i = 0; i < size; i++) {
      Word word = words[i];
      for (Word searched : vocabulary.searched(word)) {
        bag.count(searched, word.count);
      }
    }
  }
}
