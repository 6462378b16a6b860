package dev.stepwise.model.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;

/**
 * Which chunks of a download have arrived, remembered in a file beside it. A chunk is noted only
 * after its bytes are on the disk. Safe for use by several threads.
 */
final class Chunks {
  private static final long CHUNK = 8L << 20;

  private final Path record;
  private final Download.Identity identity;
  private final BitSet done;
  private final BitSet taken;
  private final int count;

  private Chunks(Path record, Download.Identity identity, BitSet done) {
    this.record = record;
    this.identity = identity;
    this.done = done;
    this.taken = (BitSet) done.clone();
    this.count = (int) ((identity.size() + CHUNK - 1) / CHUNK);
  }

  /** Goes on where an earlier download of the same version of the file ended, or starts over. */
  static Chunks open(Path target, Download.Identity identity) throws IOException {
    Path record = target.resolveSibling(target.getFileName() + ".chunks");
    BitSet done = new BitSet();
    String head = identity.toString().replaceAll("\\s", " ");
    List<String> lines =
        Files.isRegularFile(record) && Files.isRegularFile(target)
            ? Files.readAllLines(record)
            : List.of();
    if (!lines.isEmpty() && lines.getFirst().equals(head) && !identity.version().isEmpty()) {
      lines.stream().skip(1).filter(s -> s.matches("\\d{1,6};")).forEach(s -> set(done, s));
    } else {
      Files.writeString(record, head + "\n");
      Files.deleteIfExists(target);
    }
    return new Chunks(record, identity, done);
  }

  Download.Identity identity() {
    return identity;
  }

  /** The next chunk nobody fetches yet, or -1. */
  synchronized int next() {
    int next = taken.nextClearBit(0);
    if (next >= count) {
      return -1;
    }
    taken.set(next);
    return next;
  }

  long start(int chunk) {
    return chunk * CHUNK;
  }

  /** First byte behind the chunk. */
  long end(int chunk) {
    return Math.min(identity.size(), start(chunk) + CHUNK);
  }

  synchronized void done(int chunk) throws IOException {
    done.set(chunk);
    // The semicolon tells a whole line from one that was cut off.
    Files.writeString(record, chunk + ";\n", StandardOpenOption.APPEND);
  }

  synchronized long bytesDone() {
    return done.stream().filter(c -> c < count).mapToLong(c -> end(c) - start(c)).sum();
  }

  void finish() throws IOException {
    Files.delete(record);
  }

  private static void set(BitSet done, String line) {
    done.set(Integer.parseInt(line.substring(0, line.length() - 1)));
  }
}
