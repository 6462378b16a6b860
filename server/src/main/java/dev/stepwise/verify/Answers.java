package dev.stepwise.verify;

import dev.stepwise.verify.runner.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the unchanged workspace and variants said to the same questions, as numbers that are equal
 * for equal answers, in the order of the questions.
 */
final class Answers {
  /**
   * Fewer inputs say nothing: they come from one or two trivial calls, near which a right fix may
   * change everything, as that of GET_FACTORS in QuixBugs does on all of 12.
   */
  private static final int LEAST_INPUTS = 30;

  /** Where it only counts that there is an answer, each one counts. */
  private static final int LEAST_ANSWERED = 1;

  private final List<Long> unchanged = new ArrayList<>();
  private final List<List<Long>> variants = new ArrayList<>();
  private final Set<Integer> broken = new TreeSet<>();

  /**
   * @param variants how many are asked
   */
  Answers(int variants) {
    for (int i = 0; i < variants; i++) {
      this.variants.add(new ArrayList<>());
    }
  }

  /** The unchanged workspace says more. */
  void unchanged(List<Long> some) {
    unchanged.addAll(some);
  }

  /** A variant says more; to the last questions it may have no answer. */
  void variant(int variant, List<Long> some) {
    variants.get(variant).addAll(some);
  }

  /**
   * A variant took down the process that asked it, or hung: whatever it said, it agrees with none.
   */
  void broke(int variant) {
    broken.add(variant);
  }

  /** Compares answers to those questions that all answered but those that broke. */
  Behaviour compare() {
    List<List<Long>> whole = new ArrayList<>(variants);
    broken.forEach(b -> whole.set(b, Collections.nCopies(unchanged.size(), 0L)));
    int inputs = whole.stream().mapToInt(List::size).min().orElse(0);
    List<Integer> asBefore = new ArrayList<>();
    List<Integer> alike = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      List<Long> own = whole.get(i).subList(0, inputs);
      int same = 0;
      for (int question = 0; question < inputs; question++) {
        same += own.get(question).equals(unchanged.get(question)) ? 1 : 0;
      }
      int like = i;
      for (int earlier = 0; earlier < i && like == i && !broken.contains(i); earlier++) {
        boolean equal = whole.get(earlier).subList(0, inputs).equals(own);
        like = equal && !broken.contains(earlier) ? earlier : i;
      }
      asBefore.add(broken.contains(i) ? Behaviour.BROKE : same);
      alike.add(like);
    }
    boolean any = unchanged.stream().allMatch(a -> a == Witness.SOME);
    return inputs < (any ? LEAST_ANSWERED : LEAST_INPUTS)
        ? Behaviour.UNKNOWN
        : new Behaviour(inputs, asBefore, alike, any);
  }
}
