package dev.stepwise.bench;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import java.util.Random;

/** Text that looks like code, the same in every run, different for every seed. */
final class BenchText {
  private static final String[] NAMES = {
    "total", "count", "index", "price", "items", "result", "limit", "offset", "value", "buffer"
  };
  private static final String[] LINES = {
    "int %s = %s + %d;\n",
    "for (int i = 0; i < %s.size(); i++) {\n  %s += i * %d;\n}\n",
    "if (%s > %s) {\n  return %d;\n}\n",
    "%s.add(%s.get(%d));\n",
    "// the %s of each %s is at most %d\n",
    "return Math.max(%s, %s - %d);\n"
  };

  private BenchText() {}

  /** Some 6,000 characters of it. */
  static String text(String seed) {
    Random random = new Random(seed.hashCode());
    StringBuilder text = new StringBuilder("// " + seed + "\n");
    while (text.length() < 6000) {
      String line = LINES[random.nextInt(LINES.length)];
      String one = NAMES[random.nextInt(NAMES.length)];
      String other = NAMES[random.nextInt(NAMES.length)];
      text.append(line.formatted(one, other, random.nextInt(1000)));
    }
    return text.toString();
  }

  /** A prompt of about so many tokens, never more. */
  static Prompt prompt(LanguageModel model, String seed, int tokens) {
    String all = text(seed);
    int low = 1;
    int high = all.length();
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (model.countTokens(Prompt.ofText(all.substring(0, middle))) <= tokens) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Prompt.ofText(all.substring(0, low));
  }
}
