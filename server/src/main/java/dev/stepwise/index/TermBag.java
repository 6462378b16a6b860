package dev.stepwise.index;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.util.BytesRef;

/**
 * The distinct terms of one field of one chunk with a number each, as a token stream. Counting here
 * rather than in Lucene saves a look-up in its hash per occurrence.
 */
final class TermBag extends TokenStream {
  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
  private final BytesRef bytes = new BytesRef();
  private final Vocabulary vocabulary;
  private int[] words = new int[256];
  private int[] numbers = new int[256];
  private int size;
  private int at;
  private int stamp;

  TermBag(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Starts anew; {@code newStamp} must be unlike that of any bag with the same vocabulary. */
  void begin(int newStamp) {
    size = 0;
    stamp = newStamp;
  }

  /** Adds to a word's number. */
  void count(int word, int more) {
    int place = placeOf(word);
    numbers[place] = Math.min(numbers[place] + more, Postings.MOST);
  }

  /** Sets bits of a word's number. */
  void mark(int word, int bits) {
    int place = placeOf(word);
    numbers[place] |= bits;
  }

  private int placeOf(int word) {
    int[] notes = vocabulary.notes();
    int note = word * Vocabulary.NOTES;
    if (notes[note + Vocabulary.BAG_STAMP] == stamp) {
      return notes[note + Vocabulary.BAG_PLACE];
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    notes[note + Vocabulary.BAG_STAMP] = stamp;
    notes[note + Vocabulary.BAG_PLACE] = size;
    words[size] = word;
    numbers[size] = 0;
    return size++;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  int word(int place) {
    return words[place];
  }

  int number(int place) {
    return numbers[place];
  }

  /** The words, in the order they came. */
  List<String> words() {
    return Arrays.stream(words, 0, size).mapToObj(vocabulary::string).toList();
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
    vocabulary.bytes(words[at], bytes);
    term.setBytesRef(bytes);
    frequency.setTermFrequency(numbers[at++]);
    return true;
  }
}
