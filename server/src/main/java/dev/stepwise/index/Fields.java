package dev.stepwise.index;

import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/**
 * The fields of the store. A file is a block of documents: one for the file and what stands outside
 * its types and methods, then one for each type and method.
 */
final class Fields {
  /** Terms to find documents by: the path, and those below. */
  static final String KEY = "k";

  /** A {@link #KEY} term before a path: that file's first document. */
  static final String FILE_OF = "\0f";

  /** A {@link #KEY} term: first document of a file. */
  static final String ANY_FILE = "\0files";

  /** A {@link #KEY} term: holds a test. */
  static final String ANY_TEST = "\0tests";

  /** The path as sorted doc values. */
  static final String PATH = "p";

  /** Symbols: the document's own first, then the members that have no document. */
  static final String SYMBOLS = "s";

  /** State of the file, in its first document. */
  static final String STATE = "f";

  /** Names that are declared, exactly as they are written: few documents for each. */
  static final String DECLARES = "x";

  /** Names that are used, exactly as they are written; the frequency is a set of the bits below. */
  static final String NAMES = "n";

  static final int MENTIONED = 1;
  static final int CALLED = 2;

  /** Words of code. */
  static final String CODE = "t";

  /** Words of documentation. */
  static final String DOCS = "d";

  static final FieldType WORDS = terms(IndexOptions.DOCS_AND_FREQS, false);
  static final FieldType EXACT = terms(IndexOptions.DOCS_AND_FREQS, true);
  static final FieldType PRESENT = terms(IndexOptions.DOCS, true);

  private Fields() {}

  private static FieldType terms(IndexOptions options, boolean omitNorms) {
    FieldType type = new FieldType();
    type.setIndexOptions(options);
    type.setTokenized(true);
    type.setOmitNorms(omitNorms);
    type.freeze();
    return type;
  }
}
