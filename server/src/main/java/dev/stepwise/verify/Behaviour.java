package dev.stepwise.verify;

import java.util.List;

/**
 * How variants behave on inputs that no test has: results, exceptions, what becomes of arguments
 * and receivers.
 *
 * @param inputs how many the unchanged workspace answers, and every time alike; 0 where nothing
 *     could be asked, and then nothing is known
 * @param asBefore for each variant, on how many of them it behaves as the unchanged workspace;
 *     {@link #BROKE} where it hung or ended the process that asked it
 * @param alike for each variant, the index of the first one that behaves as it does on all of them
 * @param anyAnswer whether it was only looked at whether there is an answer: all tests fail by
 *     exceptions or without end, and so nothing is known to be right
 */
public record Behaviour(
    int inputs, List<Integer> asBefore, List<Integer> alike, boolean anyAnswer) {
  /** Instead of a number: the variant took down the process that asked it. */
  public static final int BROKE = -1;

  public static final Behaviour UNKNOWN = new Behaviour(0, List.of(), List.of());

  /** Of answers that were compared. */
  public Behaviour(int inputs, List<Integer> asBefore, List<Integer> alike) {
    this(inputs, asBefore, alike, false);
  }

  public Behaviour {
    asBefore = List.copyOf(asBefore);
    alike = List.copyOf(alike);
  }

  /** Whether anything could be asked. */
  public boolean isKnown() {
    return inputs > 0;
  }

  /** On which share of the inputs a variant behaves as before. */
  public double share(int variant) {
    return inputs == 0 ? 1 : Math.max(0, asBefore.get(variant)) / (double) inputs;
  }
}
