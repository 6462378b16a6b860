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

  /**
   * Fewer inputs say nothing: they come from one or two trivial calls, near which a right fix may
   * change everything, as that of GET_FACTORS in QuixBugs does on all of 12.
   */
  private static final int LEAST_INPUTS = 30;

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
      Answers answers = new Answers(asked.size());
      // Silent for so long: in a loop that counts no steps.
      Duration limit = budget.remaining().dividedBy(3);
      Optional<Broken> end = jvm.get().run(inquiry, limit, budget, answers::add);
      budget.checkCancelled();
      if (end.isEmpty()) {
        return answers.compare(asked, classes.size());
      }
      drop.run();
      if (answers.asking < 0) {
        break;
      }
      broken.add(asked.get(answers.asking));
    }
    return Behaviour.UNKNOWN;
  }

  private static Wire.TestName name(TestId test) {
    return new Wire.TestName(test.className(), test.method());
  }

  /** What was said. */
  private static final class Answers {
    private final List<Long> unchanged = new ArrayList<>();
    private final List<List<Long>> variants = new ArrayList<>();
    private int asking = -1;

    private Answers(int number) {
      for (int i = 0; i < number; i++) {
        variants.add(new ArrayList<>());
      }
    }

    private void add(Wire.Event event) {
      switch (event) {
        case Wire.Event.Asking(int variant) -> asking = variant;
        case Wire.Event.Answered(int variant, List<Long> some) ->
            (variant < 0 ? unchanged : variants.get(variant)).addAll(some);
        case Wire.Event.JobDone() -> {}
        case Wire.Event.Started started -> throw new IllegalStateException("no test was asked for");
        case Wire.Event.Ended ended -> throw new IllegalStateException("no test was asked for");
        case Wire.Event.VariantDone done ->
            throw new IllegalStateException("no test was asked for");
      }
    }

    /** A variant that broke its JVM agrees with none. */
    private Behaviour compare(List<Integer> asked, int all) {
      int inputs = variants.stream().mapToInt(List::size).min().orElse(0);
      List<Integer> asBefore = new ArrayList<>();
      List<Integer> alike = new ArrayList<>();
      for (int i = 0; i < all; i++) {
        int at = asked.indexOf(i);
        int same = 0;
        int like = i;
        if (at >= 0) {
          List<Long> own = variants.get(at).subList(0, inputs);
          for (int question = 0; question < inputs; question++) {
            same += own.get(question).equals(unchanged.get(question)) ? 1 : 0;
          }
          for (int earlier = 0; earlier < at && like == i; earlier++) {
            if (variants.get(earlier).subList(0, inputs).equals(own)) {
              like = asked.get(earlier);
            }
          }
        }
        asBefore.add(at < 0 ? Behaviour.BROKE : same);
        alike.add(like);
      }
      return inputs < LEAST_INPUTS ? Behaviour.UNKNOWN : new Behaviour(inputs, asBefore, alike);
    }
  }
}
