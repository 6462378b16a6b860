package dev.stepwise.repair.locate;

import dev.stepwise.settings.Budget;
import dev.stepwise.verify.TestRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The failure's stack frames: the innermost in a suspected file weighs most. */
public final class StackSignal implements Signal {
  /** {@code app//library.LateFee.of(LateFee.java:12)}: class, file, line. */
  private static final Pattern FRAME =
      Pattern.compile("(?:.*/)?([\\w.$]+)\\.[\\w<>$]+\\(([^:()]+):(\\d+)\\)");

  @Override
  public String name() {
    return "stack";
  }

  @Override
  public double weight() {
    return 0.5;
  }

  @Override
  public LineWeights lines(Evidence evidence, Budget budget) {
    LineWeights.Builder found = new LineWeights.Builder();
    for (TestRun.Result failure : evidence.failures()) {
      int depth = 0;
      for (String frame : failure.frames()) {
        Matcher parts = FRAME.matcher(frame.strip());
        if (!parts.matches()) {
          continue;
        }
        Optional<Path> file = file(evidence, parts.group(1), parts.group(2));
        if (file.isPresent()) {
          depth++;
          found.atLeast(file.get(), Integer.parseInt(parts.group(3)), 1.0 / depth);
        }
      }
    }
    return found.build();
  }

  private static Optional<Path> file(Evidence evidence, String className, String fileName) {
    int dot = className.lastIndexOf('.');
    String tail = (dot < 0 ? "" : className.substring(0, dot + 1).replace('.', '/')) + fileName;
    return evidence.texts().keySet().stream().filter(f -> f.endsWith(tail)).findFirst();
  }
}
