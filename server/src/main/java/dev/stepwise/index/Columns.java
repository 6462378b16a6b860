package dev.stepwise.index;

import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Path and symbols of the documents of one segment. Lucene's columns are read forwards only and are
 * costly to open; this keeps them open as long as the questions go forwards. For one thread.
 */
final class Columns {
  private final LeafReader reader;
  private @Nullable SortedDocValues paths;
  private @Nullable BinaryDocValues symbols;

  Columns(LeafReader reader) {
    this.reader = reader;
  }

  /** Place of a document's path among all of the segment, in their order. */
  int pathOrd(int doc) throws IOException {
    SortedDocValues values = paths;
    if (values == null || values.docID() > doc) {
      values = reader.getSortedDocValues(Fields.PATH);
      paths = values;
    }
    if (values == null || !values.advanceExact(doc)) {
      throw new IllegalStateException("document without path");
    }
    return values.ordValue();
  }

  String path(int doc) throws IOException {
    int ord = pathOrd(doc);
    return pathOfOrd(ord);
  }

  String pathOfOrd(int ord) throws IOException {
    return values().lookupOrd(ord).utf8ToString();
  }

  /** Where a path stands or would stand. */
  int ordOf(String path) throws IOException {
    int ord = values().lookupTerm(new BytesRef(path));
    return ord < 0 ? -ord - 1 : ord;
  }

  private SortedDocValues values() throws IOException {
    SortedDocValues values = paths;
    if (values == null) {
      values = reader.getSortedDocValues(Fields.PATH);
      paths = values;
    }
    if (values == null) {
      throw new IllegalStateException("documents without paths");
    }
    return values;
  }

  /** What {@link SymbolCodec} wrote. */
  BytesRef symbols(int doc) throws IOException {
    BinaryDocValues values = symbols;
    if (values == null || values.docID() > doc) {
      values = reader.getBinaryDocValues(Fields.SYMBOLS);
      symbols = values;
    }
    if (values == null || !values.advanceExact(doc)) {
      throw new IllegalStateException("document without symbols");
    }
    return values.binaryValue();
  }
}
