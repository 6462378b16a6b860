package dev.stepwise.model.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluated prefixes that are not in the context now, as copies of its cells: taking one back costs
 * milliseconds where evaluating it again costs seconds. The least recently used ones give way when
 * the bytes run short; the next copy goes where they were, since fresh memory costs several times
 * as much as the copy itself (16 ms instead of 3 for 1,024 tokens).
 */
final class PrefixStore implements AutoCloseable {
  private final long mostBytes;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Place> free = new ArrayList<>();
  private long bytes;
  private long clock;

  PrefixStore(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Memory for a copy; as large as the first one in it needed. */
  private static final class Place {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    Place(long size) {
      memory = arena.allocate(size, 64);
    }

    long size() {
      return memory.byteSize();
    }
  }

  /** One evaluated prefix. */
  static final class Entry {
    private final int[] tokens;
    private final int narrowFrom;
    private final float @Nullable [] logits;
    private final Place place;
    private final MemorySegment state;
    private long used;

    private Entry(
        int[] tokens,
        int narrowFrom,
        float @Nullable [] logits,
        Place place,
        long size,
        long used) {
      this.tokens = tokens;
      this.narrowFrom = narrowFrom;
      this.logits = logits;
      this.place = place;
      this.state = place.memory.asSlice(0, size);
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
      return place.size();
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
    Place place = place(size, needed);
    if (!context.saveState(place.memory.asSlice(0, size))) {
      free.add(place);
      return;
    }
    float[] kept = logits == null ? null : logits.clone();
    entries.add(new Entry(tokens, narrowFrom, kept, place, size, ++clock));
  }

  /** A free place, which others give way to if need be. */
  private Place place(long size, @Nullable Entry needed) {
    while (true) {
      Optional<Place> fitting =
          free.stream()
              .filter(p -> p.size() >= size && p.size() / 2 <= size)
              .min(Comparator.comparingLong(Place::size));
      if (fitting.isPresent()) {
        free.remove(fitting.get());
        return fitting.get();
      }
      if (bytes + size <= mostBytes) {
        bytes += size;
        return new Place(size);
      }
      if (free.isEmpty()) {
        drop(
            entries.stream()
                .filter(e -> e != needed)
                .min(Comparator.comparingLong(e -> e.used))
                .orElseThrow());
      } else {
        release(free.removeFirst());
      }
    }
  }

  private void release(Place place) {
    bytes -= place.size();
    place.arena.close();
  }

  void drop(Entry entry) {
    if (entries.remove(entry)) {
      free.add(entry.place);
    }
  }

  @Override
  public void close() {
    List.copyOf(entries).forEach(this::drop);
    free.forEach(this::release);
    free.clear();
  }
}
