package dev.stepwise.verify;

import dev.stepwise.language.TestId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long tests take on the unchanged workspace, and so how long they may take on a variant: a
 * change that makes a test of a thousand steps run for a million is wrong already, and one that
 * takes a hundred million by itself must not be stopped at twenty.
 */
final class Pace {
  /** A variant may take this many times the steps of the unchanged run. */
  private static final long MORE_STEPS = 100;

  /** Tests of few steps may take at least so many: some ten milliseconds. */
  private static final long LEAST_STEPS = 1_000_000;

  /** Tests that take more than the default limit by themselves may take this many times as much. */
  private static final long LONG_TEST = 4;

  /** An unchanged test that reached the limit is given this many times as much, once. */
  private static final long PATIENCE = 10;

  private static final long MORE_TIME = 20;
  private static final Duration LEAST_TIME = Duration.ofSeconds(2);

  private final long limit;
  private final Duration testLimit;
  private final Map<TestId, Cost> known = new HashMap<>();
  private final Set<TestId> endless = new HashSet<>();

  /** What a test that ended by itself took. */
  private record Cost(long steps, long millis) {}

  /**
   * @param limit steps of a test of which nothing is known
   * @param testLimit time of a test of which nothing is known
   */
  Pace(long limit, Duration testLimit) {
    this.limit = limit;
    this.testLimit = testLimit;
  }

  /** An unchanged test ended by itself, with whatever outcome. */
  void ended(TestId test, long steps, long millis) {
    known.merge(
        test,
        new Cost(steps, millis),
        (a, b) -> new Cost(Math.max(a.steps, b.steps), Math.max(a.millis, b.millis)));
  }

  /** An unchanged test did not end although it was given {@link #patient} steps. */
  void neverEnded(TestId test) {
    endless.add(test);
  }

  /** Whether it is worth finding out if an unchanged test ends with more steps and memory. */
  boolean isUnknown(TestId test) {
    return !known.containsKey(test) && !endless.contains(test);
  }

  /** Steps for an unchanged test that reached the usual limit. */
  long patient() {
    return PATIENCE * limit;
  }

  /** Steps that each of these tests may take on the unchanged workspace. */
  long unchanged(List<TestId> tests) {
    return Math.max(limit, LONG_TEST * most(costs(tests)));
  }

  /** Steps that each of these tests may take on a variant. */
  long steps(List<TestId> tests) {
    Collection<Cost> costs = costs(tests);
    if (costs.isEmpty()) {
      // All tests known are endless: what ends them seldom takes long.
      return endless.isEmpty() ? limit : Math.min(limit, LEAST_STEPS);
    }
    return allowed(most(costs));
  }

  /** Steps that those of these tests may take on a variant of which more is known. */
  Map<TestId, Long> ownSteps(List<TestId> tests) {
    Map<TestId, Long> own = new HashMap<>();
    known.forEach(
        (test, cost) -> {
          if (tests.stream().anyMatch(t -> holds(t, test))) {
            own.put(test, allowed(cost.steps));
          }
        });
    return own;
  }

  private long allowed(long unchanged) {
    long usual = Math.min(limit, Math.max(LEAST_STEPS, MORE_STEPS * unchanged));
    return Math.max(usual, LONG_TEST * unchanged);
  }

  /** How long a variant may be silent. */
  Duration time(List<TestId> tests) {
    Collection<Cost> costs = costs(tests);
    if (costs.isEmpty()) {
      return testLimit;
    }
    Duration own =
        Duration.ofMillis(MORE_TIME * costs.stream().mapToLong(Cost::millis).max().orElse(0));
    Duration wanted = own.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : own;
    return wanted.compareTo(testLimit) < 0 ? wanted : testLimit;
  }

  private static long most(Collection<Cost> costs) {
    return costs.stream().mapToLong(Cost::steps).max().orElse(0);
  }

  /** Of these tests, or of all where nothing is known of these: an endless one tells nothing. */
  private Collection<Cost> costs(List<TestId> tests) {
    List<Cost> own =
        known.entrySet().stream()
            .filter(e -> tests.stream().anyMatch(t -> holds(t, e.getKey())))
            .map(Map.Entry::getValue)
            .toList();
    return own.isEmpty() ? known.values() : own;
  }

  private static boolean holds(TestId named, TestId test) {
    return named.className().equals(test.className())
        && (named.method().isEmpty() || named.method().equals(test.method()));
  }
}
