package dev.stepwise.verify.runner;

import dev.stepwise.verify.runner.value.Distance;
import dev.stepwise.verify.runner.value.Value;
import dev.stepwise.verify.runner.value.Variations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks the unchanged workspace and variants of it the same generated questions. Questions come from
 * the calls that passing tests make, changed a little, and not those that lie nearer to a call of a
 * failing test: there a fix has to behave otherwise. What the unchanged code does not answer, or
 * not every time alike, is not asked.
 *
 * <p>Where no passing test makes a call, but those that fail do so by an exception or without end
 * and not by a wrong answer, questions come from their calls: what the code answers then need not
 * be right, but a fix should not fail at it.
 */
final class Interview {
  private static final int QUESTIONS = 300;

  /** Fewer where most end in an exception, which takes its time when the stack overflows. */
  private static final int QUESTIONS_OF_CRASHES = 40;

  /** Generated for each question wanted: many are the same again, or near a failing test. */
  private static final int ATTEMPTS = 4;

  /** Variants take turns after so many, so that all have answered as many when the time is up. */
  private static final int BLOCK = 50;

  /** Asked at most: where more methods are concerned, the question is too large for so few. */
  private static final int MOST_METHODS = 8;

  /** Calls to start from, by method; comparing with more takes longer than asking. */
  private static final int MOST_CALLS = 60;

  /** The same on every machine and in every run, so that answers can be compared. */
  private static final long SEED = 20_261_126;

  /** One unchanged answer in so many may differ from run to run; with more, the method is left. */
  private static final int STEADY = 50;

  private final Wire.Inquiry inquiry;
  private final BiFunction<Map<String, byte[]>, Purpose, CandidateLoader> loaders;
  private final TestFramework framework;
  private final Consumer<Wire.Event> out;
  private final long begun = System.nanoTime();

  /** Whether a failing test got an answer that it did not expect. */
  private boolean answeredWrongly;

  /** Whether it only counts that a question is answered. */
  private boolean anyAnswer;

  Interview(
      Wire.Inquiry inquiry,
      BiFunction<Map<String, byte[]>, Purpose, CandidateLoader> loaders,
      TestFramework framework,
      Consumer<Wire.Event> out) {
    this.inquiry = inquiry;
    this.loaders = loaders;
    this.framework = framework;
    this.out = out;
  }

  /**
   * A call that is asked for.
   *
   * @param base the call that was seen, whose things the arguments may refer to
   */
  record Question(Calls.Method method, List<Value> base, List<Value> arguments) {}

  /** Calls of one method. */
  private record Known(Set<List<Value>> passing, Set<List<Value>> failing) {
    static Known none() {
      return new Known(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    List<List<Value>> all() {
      List<List<Value>> all = new ArrayList<>(passing);
      all.addAll(failing);
      return all;
    }
  }

  void run() throws IOException {
    out.accept(new Wire.Event.Asking(-1));
    Map<Boolean, List<Calls.Call>> calls = recorded();
    Map<Calls.Method, Known> known = known(calls);
    if (known.isEmpty() && !answeredWrongly) {
      anyAnswer = true;
      known = known(Map.of(true, calls.getOrDefault(false, List.of())), call -> true);
    }
    List<Question> questions = new ArrayList<>();
    int methods = known.size();
    known.forEach((method, some) -> questions.addAll(questions(method, some, methods)));
    ask(questions);
  }

  private boolean isLate(int percent) {
    return System.nanoTime() - begun > inquiry.millis() * 10_000 * percent;
  }

  /** Runs the tests, unchanged, for a third of the time at most. */
  private Map<Boolean, List<Calls.Call>> recorded() throws IOException {
    Map<Boolean, List<Calls.Call>> calls =
        Map.of(true, new ArrayList<>(), false, new ArrayList<>());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (CandidateLoader loader = loaders.apply(inquiry.unchanged(), Purpose.CALLS)) {
      Thread.currentThread().setContextClassLoader(loader);
      Calls.watch(inquiry.watched(), loader);
      StepMeter meter = loader.meter();
      for (Wire.TestName test : inquiry.tests()) {
        if (isLate(33)) {
          break;
        }
        meter.allow(inquiry.steps());
        try {
          Class<?> testClass = Class.forName(test.className(), false, loader);
          framework.run(testClass, test.method(), new Watcher(meter, calls));
        } catch (ClassNotFoundException | LinkageError | RuntimeException | StepLimit e) {
          // It tells nothing; others may.
          Calls.take();
        }
      }
      meter.allow(0);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      Calls.watch(Set.of(), ClassLoader.getSystemClassLoader());
    }
    return calls;
  }

  /** Sorts calls by whether their test passes. */
  private final class Watcher implements TestFramework.Listener {
    private final StepMeter meter;
    private final Map<Boolean, List<Calls.Call>> calls;

    private Watcher(StepMeter meter, Map<Boolean, List<Calls.Call>> calls) {
      this.meter = meter;
      this.calls = calls;
    }

    @Override
    public void started(String className, String method) {
      meter.allow(inquiry.steps());
    }

    @Override
    public void skipped(String className, String method, String reason) {
      Calls.take();
    }

    @Override
    public void failed(String className, String method, Throwable failure) {
      answeredWrongly |= failure instanceof AssertionError;
      ended(className, method);
    }

    @Override
    public void passed(String className, String method) {
      ended(className, method);
    }

    private void ended(String className, String method) {
      boolean passes = inquiry.passing().contains(new Wire.TestName(className, method));
      List<Calls.Call> some = calls.get(passes);
      if (some != null) {
        some.addAll(Calls.take());
      }
      meter.allow(inquiry.steps());
    }
  }

  /**
   * By method, where a passing test calls it from outside of the changed classes; where none of
   * them is called from outside, the calls among themselves have to do.
   */
  private Map<Calls.Method, Known> known(Map<Boolean, List<Calls.Call>> calls) {
    Map<Calls.Method, Known> outer = known(calls, Calls.Call::outer);
    return outer.isEmpty() ? known(calls, call -> !call.outer()) : outer;
  }

  private Map<Calls.Method, Known> known(
      Map<Boolean, List<Calls.Call>> calls, Predicate<Calls.Call> which) {
    Map<Calls.Method, Known> known = new LinkedHashMap<>();
    for (boolean passing : new boolean[] {true, false}) {
      for (Calls.Call call : calls.getOrDefault(passing, List.of())) {
        Wire.TestName name = new Wire.TestName(call.method().className(), call.method().name());
        if (which.test(call) && inquiry.methods().contains(name)) {
          Known of = known.computeIfAbsent(call.method(), m -> Known.none());
          Set<List<Value>> side = passing ? of.passing() : of.failing();
          if (side.size() < MOST_CALLS) {
            side.add(call.arguments());
          }
        }
      }
    }
    known.values().forEach(k -> k.failing().removeAll(k.passing()));
    known.values().removeIf(k -> k.passing().isEmpty());
    return known;
  }

  private List<Question> questions(Calls.Method method, Known known, int methods) {
    if (methods > MOST_METHODS) {
      return List.of();
    }
    int wanted = (anyAnswer ? QUESTIONS_OF_CRASHES : QUESTIONS) / methods;
    Random random = new Random(SEED);
    Variations variations = new Variations(known.all(), random);
    List<List<Value>> bases = List.copyOf(known.passing());
    Set<List<Value>> seen = new HashSet<>();
    List<Question> questions = new ArrayList<>();
    if (anyAnswer) {
      // Calls within calls that crashed are often answered.
      bases.stream().limit(wanted).forEach(b -> questions.add(new Question(method, b, b)));
      wanted += questions.size();
    }
    for (int i = 0; i < wanted * ATTEMPTS && questions.size() < wanted; i++) {
      List<Value> base = bases.get(random.nextInt(bases.size()));
      List<Value> arguments = variations.of(base);
      if (seen.add(List.of(new Value.Sequence("", base), new Value.Sequence("", arguments)))
          && !known.all().contains(arguments)
          && Math.min(Distance.fromBase(arguments, base), nearest(arguments, known.passing()))
              < nearest(arguments, known.failing())) {
        questions.add(new Question(method, base, arguments));
      }
    }
    return questions;
  }

  private static double nearest(List<Value> arguments, Set<List<Value>> calls) {
    return calls.stream()
        .mapToDouble(c -> Distance.between(arguments, c))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private void ask(List<Question> generated) throws IOException {
    List<Question> questions = new ArrayList<>(generated);
    Collections.shuffle(questions, new Random(SEED));
    List<Witness.Answer> right = steady(questions);
    out.accept(new Wire.Event.Answered(-1, right.stream().map(this::told).toList()));
    List<Witness> witnesses = new ArrayList<>();
    try {
      inquiry
          .variants()
          .forEach(v -> witnesses.add(new Witness(loaders.apply(v, Purpose.ANSWERS))));
      for (int from = 0; from < questions.size() && !isLate(100); from += BLOCK) {
        int to = Math.min(questions.size(), from + BLOCK);
        for (int variant = 0; variant < witnesses.size(); variant++) {
          out.accept(new Wire.Event.Asking(variant));
          List<Long> answers = new ArrayList<>();
          for (int i = from; i < to; i++) {
            answers.add(
                told(witnesses.get(variant).variant(questions.get(i), right.get(i).steps())));
          }
          out.accept(new Wire.Event.Answered(variant, answers));
        }
      }
    } finally {
      for (Witness witness : witnesses) {
        witness.close();
      }
    }
  }

  private long told(Witness.Answer answer) {
    return anyAnswer && answer.isOne() ? Witness.SOME : answer.sign();
  }

  /**
   * What the unchanged workspace answers, where it does asked twice and the second time from
   * behind: what chance, the clock or earlier questions decide differs then. Takes out the
   * questions it does not answer.
   */
  private List<Witness.Answer> steady(List<Question> questions) throws IOException {
    List<Witness.Answer> first = new ArrayList<>();
    List<Witness.Answer> second = new ArrayList<>();
    try (Witness witness = new Witness(loaders.apply(inquiry.unchanged(), Purpose.ANSWERS))) {
      for (Question question : questions) {
        first.add(witness.unchanged(question));
        if (isLate(60)) {
          break;
        }
      }
    }
    List<Question> reached = new ArrayList<>(questions.subList(0, first.size()));
    try (Witness witness = new Witness(loaders.apply(inquiry.unchanged(), Purpose.ANSWERS))) {
      for (int i = reached.size() - 1; i >= 0; i--) {
        second.addFirst(first.get(i).isOne() ? witness.unchanged(reached.get(i)) : first.get(i));
      }
    }
    Map<Calls.Method, int[]> counts = new LinkedHashMap<>();
    for (int i = 0; i < reached.size(); i++) {
      int[] count = counts.computeIfAbsent(reached.get(i).method(), m -> new int[2]);
      count[0] += first.get(i).isOne() ? 1 : 0;
      count[1] += first.get(i).sign() == second.get(i).sign() ? 0 : 1;
    }
    questions.clear();
    List<Witness.Answer> kept = new ArrayList<>();
    for (int i = 0; i < reached.size(); i++) {
      int[] count = counts.getOrDefault(reached.get(i).method(), new int[2]);
      boolean steady = count[1] * STEADY <= count[0];
      if (steady && first.get(i).isOne() && first.get(i).sign() == second.get(i).sign()) {
        questions.add(reached.get(i));
        kept.add(first.get(i));
      }
    }
    return kept;
  }
}
