package dev.stepwise.index;

import dev.stepwise.workspace.FileTree;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was known of a file when it was indexed.
 *
 * @param size in bytes; {@link #UNSAVED} for unsaved text
 * @param modified nanoseconds since 1970; {@link #UNSURE} if it might change without a new time
 * @param hash of its bytes
 * @param language its language, {@code text} if unknown
 * @param lines number of lines
 */
record FileState(long size, long modified, long hash, String language, int lines) {
  static final long UNSAVED = -1;
  static final long UNSURE = 0;

  /** Clocks of file systems tick this often, those that count whole seconds aside. */
  private static final long TICK = Duration.ofMillis(20).toNanos();

  private static final long SECONDS_TICK = Duration.ofSeconds(2).toNanos();

  /**
   * The time to note for a file that was read at {@code now}: one that was written within the last
   * tick can be written again without a new time, so it must be read again when asked for.
   */
  static long settled(long modified, long now) {
    long tick = modified % 1_000_000_000 == 0 ? SECONDS_TICK : TICK;
    return now - modified < tick ? UNSURE : modified;
  }

  /** Whether a file is as it was when it was indexed. */
  boolean isOf(FileTree.Entry entry) {
    return modified != UNSURE && size == entry.size() && modified == entry.modified();
  }

  /** Whether what was known before is of the same bytes. */
  boolean isSameText(@Nullable FileState before) {
    return before != null
        && size == before.size
        && hash == before.hash
        && language.equals(before.language);
  }

  FileState withLines(int count) {
    return new FileState(size, modified, hash, language, count);
  }

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
