package dev.stepwise.model.catalogue;

import java.util.Comparator;
import java.util.Optional;

/**
 * What this machine can run.
 *
 * @param memory of the machine
 * @param processors that a model may use
 */
public record Fit(FreeMemory memory, int processors) {
  /** More is read from memory for every token than one core reads in a bearable time. */
  private static final long BYTES_PER_PROCESSOR = 1L << 30;

  /** This machine, now. */
  public static Fit now() {
    return new Fit(FreeMemory.now(), Runtime.getRuntime().availableProcessors());
  }

  /**
   * Whether a model fits into the memory that is free; empty where nothing is known of its size.
   */
  public Optional<Boolean> fits(Entry entry) {
    return entry
        .memoryAt4k()
        .or(() -> entry.size() == 0 ? Optional.empty() : Optional.of(entry.size()))
        .map(needed -> needed <= memory.available());
  }

  /**
   * The largest model that leaves half of the free memory to others, is fast enough to wait for on
   * this processor, may be used for work, and whose hash and memory are known.
   */
  public Optional<Entry> recommended(Catalogue catalogue) {
    return catalogue.entries().stream()
        .filter(e -> e.licence().commercialUse() && !e.sha256().isEmpty() && e.base().isEmpty())
        .filter(e -> e.memoryAt4k().filter(m -> m <= memory.available() / 2).isPresent())
        .filter(e -> e.size() <= processors * BYTES_PER_PROCESSOR)
        .max(Comparator.comparingLong(Entry::size));
  }
}
