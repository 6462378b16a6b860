package dev.stepwise.model.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluated prefixes that are not in the context now, as copies of its cells: taking one back costs
 * milliseconds where evaluating it again costs seconds. The least recently used ones give way when
 * the bytes run short.
 */
final class PrefixStore implements AutoCloseable {
  private final long mostBytes;
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;
  private long clock;

  PrefixStore(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** One evaluated prefix. */
  static final class Entry {
    private final int[] tokens;
    private final int narrowFrom;
    private final float @Nullable [] logits;
    private final Arena arena;
    private final MemorySegment state;
    private long used;

    private Entry(
        int[] tokens,
        int narrowFrom,
        float @Nullable [] logits,
        Arena arena,
        MemorySegment state,
        long used) {
      this.tokens = tokens;
      this.narrowFrom = narrowFrom;
      this.logits = logits;
      this.arena = arena;
      this.state = state;
      this.used = used;
    }

    int[] tokens() {
      return tokens;
    }

    int narrowFrom() {
      return narrowFrom;
    }

    /** The logits behind the last token, where they were known. */
    float @Nullable [] logits() {
      return logits;
    }

    MemorySegment state() {
      return state;
    }

    private long size() {
      return state.byteSize() + (logits == null ? 0 : 4L * logits.length);
    }
  }

  List<Entry> entries() {
    return entries;
  }

  /** Marks an entry as used now. */
  void touch(Entry entry) {
    entry.used = ++clock;
  }

  /** Whether an entry holds exactly these tokens, or more where {@code longer} is as good. */
  boolean holds(int[] tokens, int length, boolean longer) {
    return entries.stream()
        .anyMatch(
            e ->
                (longer ? e.tokens.length >= length : e.tokens.length == length)
                    && Arrays.equals(e.tokens, 0, length, tokens, 0, length));
  }

  /**
   * Keeps the context's sequence 0, which holds these tokens, if there is room for it.
   *
   * @param needed an entry that must not give way, because it is wanted next
   */
  void save(
      Context context,
      int[] tokens,
      int narrowFrom,
      float @Nullable [] logits,
      @Nullable Entry needed) {
    long size = context.stateBytes();
    if (size + (needed == null ? 0 : needed.size()) > mostBytes) {
      return;
    }
    while (bytes + size > mostBytes) {
      drop(
          entries.stream()
              .filter(e -> e != needed)
              .min(Comparator.comparingLong(e -> e.used))
              .orElseThrow());
    }
    Arena arena = Arena.ofShared();
    MemorySegment state = arena.allocate(size);
    if (!context.saveState(state)) {
      arena.close();
      return;
    }
    float[] kept = logits == null ? null : logits.clone();
    Entry entry = new Entry(tokens, narrowFrom, kept, arena, state, ++clock);
    entries.add(entry);
    bytes += entry.size();
  }

  void drop(Entry entry) {
    if (entries.remove(entry)) {
      bytes -= entry.size();
      entry.arena.close();
    }
  }

  @Override
  public void close() {
    List.copyOf(entries).forEach(this::drop);
  }
}
