package dev.stepwise.index;

import dev.stepwise.index.Vocabulary.Word;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;

/**
 * The distinct terms of one field of one chunk with a number each, as a token stream. Counting here
 * rather than in Lucene saves a look-up in its hash per occurrence.
 */
final class TermBag extends TokenStream {
  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
  private Word[] words = new Word[256];
  private int[] numbers = new int[256];
  private int size;
  private int at;
  private int stamp;

  /** Starts anew; {@code newStamp} must be unlike that of any bag with the same vocabulary. */
  void begin(int newStamp) {
    size = 0;
    stamp = newStamp;
  }

  /** Adds to a word's number. */
  void count(Word word, int more) {
    int place = placeOf(word);
    numbers[place] += more;
  }

  /** Sets bits of a word's number. */
  void mark(Word word, int bits) {
    int place = placeOf(word);
    numbers[place] |= bits;
  }

  private int placeOf(Word word) {
    if (word.bagStamp == stamp) {
      return word.bagPlace;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    word.bagStamp = stamp;
    word.bagPlace = size;
    words[size] = word;
    numbers[size] = 0;
    return size++;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The words, in the order they came. */
  List<String> words() {
    return Arrays.stream(words, 0, size).map(word -> new String(word.chars)).toList();
  }

  @Override
  public void reset() {
    at = 0;
  }

  /** Positions and offsets are not stored, so there are no last ones to tell. */
  @Override
  public void end() {
    at = size;
  }

  @Override
  public final boolean incrementToken() {
    if (at == size) {
      return false;
    }
    term.setBytesRef(words[at].bytes());
    frequency.setTermFrequency(numbers[at++]);
    return true;
  }
}
