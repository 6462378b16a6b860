package dev.stepwise.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.MSBRadixSorter;
import org.apache.lucene.util.SmallFloat;

/**
 * The documents of many files on their way to the store: gathered here and written as one segment,
 * which takes half the time that Lucene's writer takes for them one by one. For one thread.
 */
final class Bulk {
  /** So much is gathered before it is written: the more, the fewer segments. */
  private static final long MOST_BYTES = 20 << 20;

  private static final int BYTES_PER_WORD = 48;

  private static final int LARGE = 1 << 14;

  /** So many words are written between two looks at the gate. */
  private static final int PASSED = 256;

  private final Vocabulary vocabulary;
  private final Postings declared = new Postings();
  private final Postings names = new Postings();
  private final Postings code = new Postings();
  private final Postings docs = new Postings();
  private final SegmentColumns.Blobs symbols = new SegmentColumns.Blobs();
  private final SegmentColumns.Blobs states = new SegmentColumns.Blobs();

  /** In Lucene's short form, 0 for none. */
  private byte[] codeLengths = new byte[1024];

  private byte[] docLengths = new byte[1024];
  private final List<String> paths = new ArrayList<>();

  /** The first document of each file. */
  private int[] firsts = new int[256];

  private int[] tests = new int[256];
  private int testCount;
  private int size;
  private Postings.Sorted room = Postings.Sorted.NOTHING;

  /**
   * @param vocabulary of the words that will come; forgotten whenever a segment is written
   */
  Bulk(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The documents after this belong to another file. */
  void file(String path, BytesRef state) {
    firsts = ArrayUtil.grow(firsts, paths.size() + 2);
    firsts[paths.size()] = size;
    paths.add(path);
    states.add(size, state);
  }

  /** One document with what stands in its fields. */
  void document(
      BytesRef symbol,
      boolean test,
      TermBag declaredNames,
      TermBag usedNames,
      TermBag codeWords,
      TermBag docWords) {
    symbols.add(size, symbol);
    if (test) {
      tests = ArrayUtil.grow(tests, testCount + 1);
      tests[testCount++] = size;
    }
    declared.add(declaredNames);
    names.add(usedNames);
    code.add(codeWords);
    docs.add(docWords);
    codeLengths = ArrayUtil.grow(codeLengths, size + 1);
    docLengths = ArrayUtil.grow(docLengths, size + 1);
    codeLengths[size] = length(codeWords);
    docLengths[size] = length(docWords);
    size++;
  }

  /** As Lucene's BM25 notes it. */
  private static byte length(TermBag bag) {
    int sum = 0;
    for (int i = 0; i < bag.size(); i++) {
      sum += bag.number(i);
    }
    return sum == 0 ? 0 : SmallFloat.intToByte4(sum);
  }

  /** The files that are gathered. */
  List<String> paths() {
    return paths;
  }

  /** Whether it took so much room that it is better given back. */
  boolean wasLarge() {
    return codeLengths.length > LARGE;
  }

  boolean isFull() {
    long entries = 0L + declared.size() + names.size() + code.size() + docs.size();
    // the largest field's once more while it is sorted
    long bytes = (entries + code.size()) * Integer.BYTES;
    bytes += symbols.bytes() + vocabulary.bytes() + (long) vocabulary.size() * BYTES_PER_WORD;
    return bytes > MOST_BYTES || size > Postings.ROOM / 2 || vocabulary.size() > Postings.ROOM / 2;
  }

  void clear() {
    vocabulary.clear();
    declared.clear();
    names.clear();
    code.clear();
    docs.clear();
    symbols.clear();
    states.clear();
    paths.clear();
    testCount = 0;
    size = 0;
  }

  /** Writes all of it as the only segment of a directory. */
  void write(Directory directory, Gate gate) throws IOException {
    firsts[paths.size()] = size;
    SegmentFiles files = new SegmentFiles(directory, size);
    Integer[] order = new Integer[paths.size()];
    Arrays.setAll(order, i -> i);
    BytesRef[] names8 = paths.stream().map(BytesRef::new).toArray(BytesRef[]::new);
    Arrays.sort(order, Comparator.comparing(i -> names8[i]));
    int[] ords = new int[size];
    BytesRef[] sorted = new BytesRef[order.length];
    for (int place = 0; place < order.length; place++) {
      int file = order[place];
      sorted[place] = names8[file];
      Arrays.fill(ords, firsts[file], firsts[file + 1], place);
    }
    files.column(Fields.PATH, ords, sorted);
    files.column(Fields.SYMBOLS, symbols);
    files.column(Fields.STATE, states);
    files.lengths(Map.of(Fields.CODE, codeLengths, Fields.DOCS, docLengths));
    Map<String, SegmentFiles.Words> fields = new LinkedHashMap<>();
    gate.pass();
    int[] byBytes = sortedWords();
    fields.put(Fields.CODE, () -> new WordTerms(byBytes, code, gate));
    fields.put(Fields.DOCS, () -> new WordTerms(byBytes, docs, gate));
    fields.put(Fields.KEY, () -> keys(names8));
    fields.put(Fields.NAMES, () -> new WordTerms(byBytes, names, gate));
    fields.put(Fields.DECLARES, () -> new WordTerms(byBytes, declared, gate));
    files.terms(fields);
    files.finish();
  }

  private int[] sortedWords() {
    int[] order = new int[vocabulary.size()];
    Arrays.setAll(order, i -> i);
    new MSBRadixSorter(Vocabulary.LONGEST * 3) {
      @Override
      protected int byteAt(int i, int k) {
        return vocabulary.byteAt(order[i], k);
      }

      @Override
      protected void swap(int i, int j) {
        int word = order[i];
        order[i] = order[j];
        order[j] = word;
      }
    }.sort(0, order.length);
    return order;
  }

  private KeyTerms keys(BytesRef[] names8) {
    KeyTerms keys = new KeyTerms();
    for (int file = 0; file < names8.length; file++) {
      keys.add(names8[file], firsts[file], firsts[file + 1]);
      keys.add(new BytesRef(Fields.FILE_OF + paths.get(file)), firsts[file], firsts[file] + 1);
    }
    keys.add(new BytesRef(Fields.ANY_FILE), Arrays.copyOf(firsts, names8.length));
    if (testCount > 0) {
      keys.add(new BytesRef(Fields.ANY_TEST), Arrays.copyOf(tests, testCount));
    }
    return keys.sorted();
  }

  /** The words that are in one field. */
  private final class WordTerms implements SegmentTerms.Source {
    private final int[] words;
    private final int size;
    private final Postings.Sorted sorted;
    private final Gate gate;

    WordTerms(int[] byBytes, Postings postings, Gate gate) {
      this.gate = gate;
      gate.pass();
      room = postings.sorted(vocabulary.size(), room);
      sorted = room;
      words = new int[byBytes.length];
      int count = 0;
      for (int word : byBytes) {
        if (sorted.from()[word] < sorted.from()[word + 1]) {
          words[count++] = word;
        }
      }
      size = count;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public void bytes(int term, BytesRef ref) {
      if (term % PASSED == 0) {
        gate.pass();
      }
      vocabulary.bytes(words[term], ref);
    }

    @Override
    public int[] entries() {
      return sorted.entries();
    }

    @Override
    public int from(int term) {
      return sorted.from()[words[term]];
    }

    @Override
    public int to(int term) {
      return sorted.from()[words[term] + 1];
    }
  }

  /** The terms that documents are found by as a whole. */
  private static final class KeyTerms implements SegmentTerms.Source {
    private final List<Key> keys = new ArrayList<>();
    private int[] entries = new int[1024];
    private int end;

    private record Key(BytesRef term, int from, int to) {}

    void add(BytesRef term, int fromDoc, int toDoc) {
      int[] all = new int[toDoc - fromDoc];
      Arrays.setAll(all, i -> fromDoc + i);
      add(term, all);
    }

    void add(BytesRef term, int[] documents) {
      entries = ArrayUtil.grow(entries, end + documents.length);
      for (int i = 0; i < documents.length; i++) {
        entries[end + i] = Postings.entry(documents[i]);
      }
      keys.add(new Key(term, end, end + documents.length));
      end += documents.length;
    }

    KeyTerms sorted() {
      keys.sort(Comparator.comparing(Key::term));
      return this;
    }

    @Override
    public int size() {
      return keys.size();
    }

    @Override
    public void bytes(int term, BytesRef ref) {
      BytesRef bytes = keys.get(term).term;
      ref.bytes = bytes.bytes;
      ref.offset = bytes.offset;
      ref.length = bytes.length;
    }

    @Override
    public int[] entries() {
      return entries;
    }

    @Override
    public int from(int term) {
      return keys.get(term).from;
    }

    @Override
    public int to(int term) {
      return keys.get(term).to;
    }
  }
}
