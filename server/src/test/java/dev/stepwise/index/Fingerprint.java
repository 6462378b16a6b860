package dev.stepwise.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * All that an index holds, file by file: two indexes of the same workspace are equal if and only if
 * their fingerprints are, whatever way they came about.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** Path to one line for each of its documents. */
  static Map<String, List<String>> of(ProjectIndex index) {
    return index.ask(Fingerprint::of);
  }

  private static Map<String, List<String>> of(Snapshot snapshot) {
    Map<String, List<String>> files = new TreeMap<>();
    try {
      for (LeafReaderContext leaf : snapshot.searcher().getIndexReader().leaves()) {
        documents(leaf.reader(), files);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void documents(LeafReader reader, Map<String, List<String>> files)
      throws IOException {
    long[] terms = new long[reader.maxDoc()];
    for (String field :
        List.of(Fields.KEY, Fields.DECLARES, Fields.NAMES, Fields.CODE, Fields.DOCS)) {
      addTerms(reader, field, terms);
    }
    SortedDocValues paths = reader.getSortedDocValues(Fields.PATH);
    BinaryDocValues symbols = reader.getBinaryDocValues(Fields.SYMBOLS);
    BinaryDocValues states = reader.getBinaryDocValues(Fields.STATE);
    Bits live = reader.getLiveDocs();
    for (int doc = 0; doc < terms.length; doc++) {
      if (live != null && !live.get(doc)) {
        continue;
      }
      if (!paths.advanceExact(doc) || !symbols.advanceExact(doc)) {
        throw new IllegalStateException("document without path or symbols");
      }
      String path = paths.lookupOrd(paths.ordValue()).utf8ToString();
      String state = "";
      if (states != null && states.advanceExact(doc)) {
        FileState read = FileState.read(new Bytes.In(states.binaryValue()));
        state = read.hash() + " " + read.language() + " " + read.lines();
      }
      BytesRef bytes = symbols.binaryValue();
      byte[] copy = Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length);
      files
          .computeIfAbsent(path, p -> new ArrayList<>())
          .add(ContentHash.of(copy) + " " + terms[doc] + " " + state);
    }
  }

  private static void addTerms(LeafReader reader, String field, long[] into) throws IOException {
    if (reader.terms(field) == null) {
      return;
    }
    TermsEnum terms = reader.terms(field).iterator();
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      long hash = (field + " " + term.utf8ToString()).hashCode() * 0x9E3779B97F4A7C15L;
      PostingsEnum postings = terms.postings(null, PostingsEnum.FREQS);
      for (int doc = postings.nextDoc();
          doc != PostingsEnum.NO_MORE_DOCS;
          doc = postings.nextDoc()) {
        into[doc] += hash * (postings.freq() + 1L);
      }
    }
  }
}
