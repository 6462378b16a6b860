package dev.stepwise.bench.quixbugs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of a whole run. */
public final class Summary {
  private final QuixBugsBench.Settings settings;
  private final String model;
  private final List<Result> results;

  Summary(QuixBugsBench.Settings settings, String model, List<Result> results) {
    this.settings = settings;
    this.model = model;
    this.results = List.copyOf(results);
  }

  /** As {@code --json} writes it. */
  public ObjectNode toJson() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("benchmark", "quixbugs");
    json.put("language", settings.python() ? "python" : "java");
    json.put("mode", settings.options().mode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("model", model);
    json.put("located", settings.located());
    json.put("jobs", settings.jobs());
    json.put("seed", settings.options().seed());
    json.put("bugs", results.size());
    json.put("verified", count(Result::verified));
    json.put("equivalent", count(Result::equivalent));
    json.put("falseVerified", count(Result::isFalse));
    json.put("medianSeconds", median(results.stream().mapToDouble(Result::seconds).toArray()));
    json.put(
        "medianSecondsVerified",
        median(results.stream().filter(Result::verified).mapToDouble(Result::seconds).toArray()));
    json.put("maxSeconds", results.stream().mapToDouble(Result::seconds).max().orElse(0));
    json.put("medianSteps", median(steps()));
    ObjectNode distribution = json.putObject("stepsDistribution");
    stepCounts().forEach((steps, count) -> distribution.put(String.valueOf(steps), count));
    json.put("peakRssMb", results.stream().mapToInt(Result::peakRssMb).max().orElse(0));
    ArrayNode all = json.putArray("results");
    results.forEach(r -> r.writeTo(all.addObject()));
    return json;
  }

  /** Nothing false, at least. */
  public boolean isHonest() {
    return count(Result::isFalse) == 0;
  }

  /** The figures in one line for people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%d of %d verified, %d equivalent, %d false; median %.1f s, longest %.1f s, %d MB;"
            + " steps: median %.0f, times each count came up: %s",
        count(Result::verified),
        results.size(),
        count(Result::equivalent),
        count(Result::isFalse),
        median(results.stream().mapToDouble(Result::seconds).toArray()),
        results.stream().mapToDouble(Result::seconds).max().orElse(0),
        results.stream().mapToInt(Result::peakRssMb).max().orElse(0),
        median(steps()),
        stepCounts());
  }

  /** Number of steps to how many bugs took so many. */
  private SortedMap<Integer, Integer> stepCounts() {
    SortedMap<Integer, Integer> counts = new TreeMap<>();
    Arrays.stream(steps()).forEach(s -> counts.merge((int) s, 1, Integer::sum));
    return counts;
  }

  private double[] steps() {
    return results.stream().mapToDouble(r -> r.fix().steps().size()).toArray();
  }

  private int count(java.util.function.Predicate<Result> which) {
    return (int) results.stream().filter(which).count();
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return Math.round(median * 100) / 100.0;
  }
}
