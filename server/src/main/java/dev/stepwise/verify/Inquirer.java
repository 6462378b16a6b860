package dev.stepwise.verify;

import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.TestJvm.Broken;
import dev.stepwise.verify.runner.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Has a test JVM ask the unchanged workspace and variants the same questions, and compares what
 * they say. A variant that takes the JVM down with it is left out the next time.
 */
final class Inquirer {
  /** More variants that take their JVM down are no longer worth the time. */
  private static final int MOST_BROKEN = 3;

  private final JavaBaseline baseline;
  private final Supplier<TestJvm> jvm;
  private final Runnable drop;

  /**
   * @param jvm gives the module's JVM, a new one if the old one is gone
   * @param drop is told that the JVM is gone
   */
  Inquirer(JavaBaseline baseline, Supplier<TestJvm> jvm, Runnable drop) {
    this.baseline = baseline;
    this.jvm = jvm;
    this.drop = drop;
  }

  /**
   * Asks within the budget.
   *
   * @param tests to run, in order
   * @param passing those of them that pass unchanged
   * @param steps that each of them may take
   */
  Behaviour ask(
      List<Compilation> variants,
      List<TestId> tests,
      List<TestId> passing,
      long steps,
      Budget budget) {
    List<Map<String, byte[]>> classes = variants.stream().map(Compilation::classes).toList();
    Map<String, byte[]> before = new HashMap<>();
    baseline.modules().forEach(m -> m.classes().forEach((n, c) -> before.put(n, c.bytes())));
    Reach reach = Reach.of(before, classes);
    if (reach.methods().isEmpty()) {
      return Behaviour.UNKNOWN;
    }
    Set<Integer> broken = new TreeSet<>();
    while (broken.size() <= MOST_BROKEN && !budget.exhausted()) {
      List<Integer> asked = new ArrayList<>();
      for (int i = 0; i < classes.size(); i++) {
        if (!broken.contains(i)) {
          asked.add(i);
        }
      }
      Wire.Inquiry inquiry =
          new Wire.Inquiry(
              tests.stream().map(Inquirer::name).toList(),
              passing.stream().map(Inquirer::name).collect(Collectors.toSet()),
              reach.classes(),
              reach.methods(),
              steps,
              budget.remaining().toMillis() * 2 / 3,
              Map.of(),
              asked.stream().map(classes::get).toList());
      Answers answers = new Answers(classes.size());
      Asking asking = new Asking(asked, answers);
      // Silent for so long: in a loop that counts no steps.
      Duration limit = budget.remaining().dividedBy(3);
      Optional<Broken> end = jvm.get().run(inquiry, limit, budget, asking::hear);
      budget.checkCancelled();
      if (end.isEmpty()) {
        broken.forEach(answers::broke);
        return answers.compare();
      }
      drop.run();
      if (asking.variant < 0) {
        break;
      }
      broken.add(asking.variant);
    }
    return Behaviour.UNKNOWN;
  }

  private static Wire.TestName name(TestId test) {
    return new Wire.TestName(test.className(), test.method());
  }

  /** Sorts what the JVM says, which counts only those variants that it asks. */
  private static final class Asking {
    private final List<Integer> asked;
    private final Answers answers;
    private int variant = -1;

    private Asking(List<Integer> asked, Answers answers) {
      this.asked = asked;
      this.answers = answers;
    }

    private void hear(Wire.Event event) {
      switch (event) {
        case Wire.Event.Asking(int number) -> variant = number < 0 ? number : asked.get(number);
        case Wire.Event.Answered(int number, List<Long> some) -> {
          if (number < 0) {
            answers.unchanged(some);
          } else {
            answers.variant(asked.get(number), some);
          }
        }
        case Wire.Event.JobDone() -> {}
        case Wire.Event.Started started -> throw new IllegalStateException("no test was asked for");
        case Wire.Event.Ended ended -> throw new IllegalStateException("no test was asked for");
        case Wire.Event.VariantDone done ->
            throw new IllegalStateException("no test was asked for");
      }
    }
  }
}
