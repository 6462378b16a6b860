package dev.stepwise.index;

import java.io.IOException;
import org.apache.lucene.index.BaseTermsEnum;
import org.apache.lucene.index.ImpactsEnum;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The terms of one field of a segment that is being written, in the order of their bytes, as
 * Lucene's writer of postings wants to read them: once from start to end.
 */
final class SegmentTerms extends Terms {
  private final Source source;
  private final boolean freqs;

  SegmentTerms(Source source, boolean freqs) {
    this.source = source;
    this.freqs = freqs;
  }

  /** Where the terms are. */
  interface Source {
    /** Number of terms. */
    int size();

    void bytes(int term, BytesRef ref);

    /** All terms' entries, see {@link Postings}. */
    int[] entries();

    int from(int term);

    int to(int term);
  }

  @Override
  public TermsEnum iterator() {
    return new Reading(source);
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public long getSumTotalTermFreq() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long getSumDocFreq() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getDocCount() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasFreqs() {
    return freqs;
  }

  @Override
  public boolean hasOffsets() {
    return false;
  }

  @Override
  public boolean hasPositions() {
    return false;
  }

  @Override
  public boolean hasPayloads() {
    return false;
  }

  private static final class Reading extends BaseTermsEnum {
    private final Source source;
    private final Entries entries;
    private final BytesRef term = new BytesRef();
    private int at = -1;

    Reading(Source source) {
      this.source = source;
      this.entries = new Entries(source.entries());
    }

    @Override
    public @Nullable BytesRef next() {
      if (++at >= source.size()) {
        return null;
      }
      source.bytes(at, term);
      return term;
    }

    @Override
    public BytesRef term() {
      return term;
    }

    @Override
    public int docFreq() {
      return source.to(at) - source.from(at);
    }

    @Override
    public PostingsEnum postings(@Nullable PostingsEnum reuse, int flags) {
      entries.begin(source.from(at), source.to(at));
      return entries;
    }

    @Override
    public long totalTermFreq() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ImpactsEnum impacts(int flags) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long ord() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekStatus seekCeil(BytesRef text) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void seekExact(long ord) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Entries extends PostingsEnum {
    private final int[] entries;
    private int at;
    private int end;
    private int doc;
    private int freq;

    Entries(int[] entries) {
      this.entries = entries;
    }

    void begin(int from, int to) {
      at = from;
      end = to;
      doc = -1;
    }

    @Override
    public int nextDoc() {
      if (at == end) {
        doc = NO_MORE_DOCS;
        return doc;
      }
      int entry = entries[at++];
      doc = Postings.doc(entry);
      freq = Postings.number(entry);
      return doc;
    }

    @Override
    public int docID() {
      return doc;
    }

    @Override
    public int freq() {
      return freq;
    }

    @Override
    public int advance(int target) throws IOException {
      return slowAdvance(target);
    }

    @Override
    public long cost() {
      return (long) end - at;
    }

    @Override
    public int nextPosition() {
      return -1;
    }

    @Override
    public int startOffset() {
      return -1;
    }

    @Override
    public int endOffset() {
      return -1;
    }

    @Override
    public @Nullable BytesRef getPayload() {
      return null;
    }
  }
}
