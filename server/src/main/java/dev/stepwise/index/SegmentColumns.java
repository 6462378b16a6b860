package dev.stepwise.index;

import java.util.Arrays;
import org.apache.lucene.codecs.DocValuesProducer;
import org.apache.lucene.codecs.NormsProducer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The columns of a segment that is being written, as Lucene's writer wants to read them. */
final class SegmentColumns {
  private SegmentColumns() {}

  /** Bytes of some documents, one after the other; those that have none are passed over. */
  static final class Blobs {
    private byte[] pool = new byte[1 << 16];
    private int[] docs = new int[1024];
    private int[] ends = new int[1024];
    private int size;

    /** Documents must come in their order. */
    void add(int doc, BytesRef bytes) {
      int start = size == 0 ? 0 : ends[size - 1];
      if (size == docs.length) {
        docs = Arrays.copyOf(docs, size * 2);
        ends = Arrays.copyOf(ends, size * 2);
      }
      if (start + bytes.length > pool.length) {
        pool = Arrays.copyOf(pool, pool.length + Math.max(pool.length / 2, bytes.length));
      }
      System.arraycopy(bytes.bytes, bytes.offset, pool, start, bytes.length);
      docs[size] = doc;
      ends[size++] = start + bytes.length;
    }

    void clear() {
      size = 0;
    }

    int bytes() {
      return size == 0 ? 0 : ends[size - 1];
    }

    /** As a source for Lucene. */
    DocValuesProducer producer() {
      return new OneColumn() {
        @Override
        public BinaryDocValues getBinary(FieldInfo field) {
          return new Reading();
        }
      };
    }

    private final class Reading extends BinaryDocValues {
      private final BytesRef value = new BytesRef();
      private int at = -1;

      @Override
      public int nextDoc() {
        at++;
        return docID();
      }

      @Override
      public int docID() {
        return at < 0 ? -1 : at < size ? docs[at] : NO_MORE_DOCS;
      }

      @Override
      public BytesRef binaryValue() {
        value.bytes = pool;
        value.offset = at == 0 ? 0 : ends[at - 1];
        value.length = ends[at] - value.offset;
        return value;
      }

      @Override
      public long cost() {
        return size;
      }

      @Override
      public int advance(int target) {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean advanceExact(int target) {
        throw new UnsupportedOperationException();
      }
    }
  }

  /**
   * Sorted values that documents share.
   *
   * @param ords each document's place among the values
   */
  static DocValuesProducer sorted(BytesRef[] values, int[] ords, int docs) {
    return new OneColumn() {
      @Override
      public SortedDocValues getSorted(FieldInfo field) {
        return new Ords(values, ords, docs);
      }
    };
  }

  private static final class Ords extends SortedDocValues {
    private final BytesRef[] values;
    private final int[] ords;
    private final int docs;
    private int doc = -1;

    Ords(BytesRef[] values, int[] ords, int docs) {
      this.values = values;
      this.ords = ords;
      this.docs = docs;
    }

    @Override
    public int ordValue() {
      return ords[doc];
    }

    @Override
    public BytesRef lookupOrd(int ord) {
      return values[ord];
    }

    @Override
    public int getValueCount() {
      return values.length;
    }

    @Override
    public boolean advanceExact(int target) {
      doc = target;
      return true;
    }

    @Override
    public int docID() {
      return doc;
    }

    @Override
    public int nextDoc() {
      return advance(doc + 1);
    }

    @Override
    public int advance(int target) {
      doc = target < docs ? target : NO_MORE_DOCS;
      return doc;
    }

    @Override
    public long cost() {
      return docs;
    }
  }

  /** How long documents are in Lucene's short form, 0 where they do not have the field. */
  static final class Lengths extends NumericDocValues {
    private final byte[] lengths;
    private final int docs;
    private int doc = -1;

    Lengths(byte[] lengths, int docs) {
      this.lengths = lengths;
      this.docs = docs;
    }

    @Override
    public long longValue() {
      return lengths[doc];
    }

    @Override
    public boolean advanceExact(int target) {
      doc = target;
      return lengths[target] != 0;
    }

    @Override
    public int docID() {
      return doc;
    }

    @Override
    public int nextDoc() {
      return advance(doc + 1);
    }

    @Override
    public int advance(int target) {
      doc = target;
      while (doc < docs && lengths[doc] == 0) {
        doc++;
      }
      doc = doc < docs ? doc : NO_MORE_DOCS;
      return doc;
    }

    @Override
    public long cost() {
      return docs;
    }
  }

  /** Answers for a single column; what it is not overridden for, it does not have. */
  private abstract static class OneColumn extends DocValuesProducer {
    @Override
    public NumericDocValues getNumeric(FieldInfo field) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BinaryDocValues getBinary(FieldInfo field) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SortedDocValues getSorted(FieldInfo field) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SortedNumericDocValues getSortedNumeric(FieldInfo field) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SortedSetDocValues getSortedSet(FieldInfo field) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable DocValuesSkipper getSkipper(FieldInfo field) {
      return null;
    }

    @Override
    public void checkIntegrity() {}

    @Override
    public void close() {}
  }

  /** The lengths by field. */
  abstract static class Norms extends NormsProducer {
    @Override
    public void checkIntegrity() {}

    @Override
    public void close() {}
  }
}
