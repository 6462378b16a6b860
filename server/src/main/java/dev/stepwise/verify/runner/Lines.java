package dev.stepwise.verify.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Records which lines instrumented code reaches. Called by instrumented code only, for which it
 * must be static.
 */
public final class Lines {
  private static final List<String> NAMES = new ArrayList<>();
  private static boolean[][] hits = new boolean[64][];

  private Lines() {}

  /** Instrumented code calls this at each line of the class that was given this number. */
  public static void reach(int classNumber, int line) {
    hits[classNumber][line] = true;
  }

  static synchronized int register(String className, int lastLine) {
    int number = NAMES.size();
    NAMES.add(className);
    if (number == hits.length) {
      hits = Arrays.copyOf(hits, number * 2);
    }
    hits[number] = new boolean[lastLine + 1];
    return number;
  }

  static synchronized void forgetAll() {
    NAMES.clear();
    Arrays.fill(hits, null);
  }

  /** What was reached since the last call. */
  static synchronized List<ClassLines> take() {
    List<ClassLines> taken = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      BitSet lines = new BitSet();
      for (int line = 0; line < hits[i].length; line++) {
        if (hits[i][line]) {
          lines.set(line);
          hits[i][line] = false;
        }
      }
      if (!lines.isEmpty()) {
        taken.add(new ClassLines(NAMES.get(i), lines));
      }
    }
    return taken;
  }

  /** Lines of one class, by its binary name with dots. */
  public record ClassLines(String className, BitSet lines) {}
}
