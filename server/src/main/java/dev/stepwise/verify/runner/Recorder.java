package dev.stepwise.verify.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Folds what a framework tells into one result for each test method, the worst of its runs. */
public final class Recorder implements TestFramework.Listener {
  /** How the message of a test begins that took more steps than it may. */
  public static final String STEPS_EXCEEDED = "ran more than ";

  private static final int MOST_FRAMES = 64;
  private static final int LONGEST_MESSAGE = 10_000;
  private static final List<String> WORSE =
      List.of("SKIPPED", "PASSED", "FAILED", "ERROR", "KILLED");

  private final int variant;
  private final StepMeter meter;
  private final Wire.Job job;
  private long steps;
  private final Consumer<Wire.Event> out;
  private final Map<Wire.TestName, Result> results = new LinkedHashMap<>();
  private long began = System.nanoTime();
  private boolean failed;
  private boolean passed;

  Recorder(int variant, StepMeter meter, Wire.Job job, Consumer<Wire.Event> out) {
    this.variant = variant;
    this.meter = meter;
    this.job = job;
    this.steps = job.steps();
    this.out = out;
  }

  @Override
  public void started(String className, String method) {
    Wire.TestName test = new Wire.TestName(className, method);
    out.accept(new Wire.Event.Started(variant, test));
    steps = job.stepsOf(test);
    began = System.nanoTime();
    meter.allow(steps);
  }

  @Override
  public void skipped(String className, String method, String reason) {
    end(className, method, "SKIPPED", reason, List.of());
  }

  @Override
  public void passed(String className, String method) {
    end(className, method, "PASSED", "", List.of());
  }

  @Override
  public void failed(String className, String method, Throwable failure) {
    boolean assertion = failure instanceof AssertionError;
    String message = assertion ? String.valueOf(failure.getMessage()) : failure.toString();
    end(className, method, assertion ? "FAILED" : "ERROR", message, frames(failure));
  }

  private void end(
      String className, String method, String outcome, String message, List<String> frames) {
    boolean killed = meter.exceeded();
    long taken = meter.taken();
    long millis = (System.nanoTime() - began) / 1_000_000;
    meter.allow(steps);
    String text =
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
    Result result =
        killed
            ? new Result("KILLED", STEPS_EXCEEDED + steps + " steps", frames)
            : new Result(outcome, text, frames);
    result.steps = taken;
    result.millis = millis;
    for (Lines.ClassLines reached : Lines.take()) {
      result.lines.computeIfAbsent(reached.className(), n -> new BitSet()).or(reached.lines());
    }
    results.merge(new Wire.TestName(className, method), result, Recorder::worse);
  }

  private static Result worse(Result first, Result second) {
    boolean secondWins = WORSE.indexOf(second.outcome) > WORSE.indexOf(first.outcome);
    Result kept = secondWins ? second : first;
    (secondWins ? first : second)
        .lines.forEach(
            (name, bits) -> kept.lines.computeIfAbsent(name, n -> new BitSet()).or(bits));
    // Each set of parameters may take as much as the most expensive one.
    kept.steps = Math.max(first.steps, second.steps);
    kept.millis = Math.max(first.millis, second.millis);
    return kept;
  }

  /** Of the innermost cause, where the trouble began. */
  private static List<String> frames(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    return Arrays.stream(trace).limit(MOST_FRAMES).map(StackTraceElement::toString).toList();
  }

  /** Sends all results so far and forgets them. */
  void flush() {
    for (Map.Entry<Wire.TestName, Result> entry : results.entrySet()) {
      Result result = entry.getValue();
      failed |= WORSE.indexOf(result.outcome) > WORSE.indexOf("PASSED");
      passed |= result.outcome.equals("PASSED");
      List<Lines.ClassLines> lines = new ArrayList<>();
      result.lines.forEach((name, bits) -> lines.add(new Lines.ClassLines(name, bits)));
      out.accept(
          new Wire.Event.Ended(
              variant,
              entry.getKey(),
              result.outcome,
              result.message,
              result.frames,
              lines,
              result.steps,
              result.millis));
    }
    results.clear();
  }

  /** Whether a test flushed so far failed. */
  boolean failed() {
    return failed;
  }

  /** Whether at least one test passed and none failed. */
  boolean passed() {
    return passed && !failed;
  }

  private static final class Result {
    private final String outcome;
    private final String message;
    private final List<String> frames;
    private final Map<String, BitSet> lines = new TreeMap<>();
    private long steps;
    private long millis;

    Result(String outcome, String message, List<String> frames) {
      this.outcome = outcome;
      this.message = message;
      this.frames = frames;
    }
  }
}
