package dev.stepwise.bench.quixbugs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What {@link RankBench} measured. */
public record RankSummary(String model, int samples, List<Bug> bugs) {
  public RankSummary {
    bugs = List.copyOf(bugs);
  }

  /**
   * One bug.
   *
   * @param candidates made by rules
   * @param place one-based place of the first that passes all tests; 0 if none was found
   * @param seconds that ranking took until then
   * @param located whether a sample fixed it, told the line
   * @param free whether a sample fixed it, not told the line
   */
  public record Bug(
      String name, int candidates, int place, double seconds, boolean located, boolean free) {

    String line() {
      return "%-30s candidates %5d  first passing %4s  ranked in %5.1f s  told %s  not told %s"
          .formatted(
              name,
              candidates,
              place == 0 ? "-" : String.valueOf(place),
              seconds,
              located ? "yes" : "-",
              free ? "yes" : "-");
    }
  }

  /** Median place over the bugs that some candidate fixes; 0 if there is none. */
  public double medianPlace() {
    return median(
        bugs.stream().filter(b -> b.place() > 0).mapToDouble(Bug::place).sorted().toArray());
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private double medianSeconds() {
    return median(bugs.stream().mapToDouble(Bug::seconds).sorted().toArray());
  }

  private double maxSeconds() {
    return bugs.stream().mapToDouble(Bug::seconds).max().orElse(0);
  }

  /** One line for people. */
  public String line() {
    return "%s: %d bugs, %d with a passing rule candidate at a median place of %.1f, ranked in a median of %.1f s (most %.1f s); the model alone with %d samples: %d told the line, %d not told"
        .formatted(
            model,
            bugs.size(),
            bugs.stream().filter(b -> b.place() > 0).count(),
            medianPlace(),
            medianSeconds(),
            maxSeconds(),
            samples,
            bugs.stream().filter(Bug::located).count(),
            bugs.stream().filter(Bug::free).count());
  }

  public JsonNode toJson() {
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("benchmark", "rank").put("model", model).put("samples", samples);
    all.put("bugs", bugs.size());
    all.put("found", bugs.stream().filter(b -> b.place() > 0).count());
    all.put("medianPlace", medianPlace());
    all.put("medianSeconds", medianSeconds()).put("maxSeconds", maxSeconds());
    all.put("located", bugs.stream().filter(Bug::located).count());
    all.put("notLocated", bugs.stream().filter(Bug::free).count());
    ArrayNode results = all.putArray("results");
    for (Bug bug : bugs) {
      results
          .addObject()
          .put("bug", bug.name())
          .put("candidates", bug.candidates())
          .put("place", bug.place())
          .put("seconds", bug.seconds())
          .put("located", bug.located())
          .put("notLocated", bug.free());
    }
    return all;
  }
}
