package dev.stepwise.index;

/**
 * What was known of a file when it was indexed.
 *
 * @param size in bytes; negative for unsaved text
 * @param modified nanoseconds since 1970
 * @param hash of its bytes
 * @param language its language, {@code text} if unknown
 * @param lines number of lines
 */
record FileState(long size, long modified, long hash, String language, int lines) {
  static final long UNSAVED = -1;

  void write(Bytes out) {
    out.number(size + 1);
    out.number(modified);
    out.number(hash);
    out.string(language);
    out.number(lines);
  }

  static FileState read(Bytes.In in) {
    return new FileState(in.number() - 1, in.number(), in.number(), in.string(), in.integer());
  }
}
