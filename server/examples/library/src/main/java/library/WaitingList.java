package library;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Readers who wait for one book, first come, first served. */
public final class WaitingList {
  private final Deque<String> readers = new ArrayDeque<>();

  /** Puts a reader at the end; a reader who waits already keeps the place. */
  public boolean join(String reader) {
    if (readers.contains(reader)) {
      return false;
    }
    readers.addLast(reader);
    return true;
  }

  /** Takes the first reader off the list; empty when nobody waits. */
  public Optional<String> next() {
    String first = readers.pollFirst();
    return Optional.of(first);
  }

  /** One-based place of a reader, 0 for one who does not wait. */
  public int placeOf(String reader) {
    int place = 1;
    for (String waiting : readers) {
      if (waiting.equals(reader)) {
        return place;
      }
      place++;
    }
    return 0;
  }
}
