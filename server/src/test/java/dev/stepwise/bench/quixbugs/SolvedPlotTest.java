package dev.stepwise.bench.quixbugs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SolvedPlotTest {
  @Test
  void comparesOnlyTheBugsThatAllRunsHad() throws IOException {
    JsonNode whole = run("agent", "GCD 1.2 true, KTH 6.0 true, SIEVE 3.0 true, TO_BASE 9.0 false");
    JsonNode part = run("single-shot", "GCD 30.0 true, TO_BASE 60.0 false");

    String svg = SolvedPlot.of(List.of(whole, part));

    assertThat(svg)
        .contains(">agent, m &lt;1&gt;: 1 of 2 verified<")
        .contains(">single-shot, m &lt;1&gt;: 1 of 2 verified<");
    assertThat(svg.split("<polyline", -1)).as("two curves").hasSize(3);
  }

  /** The first at the left edge, the second at the right one; half the height each. */
  @Test
  void goesUpOneStepForEachFix() throws IOException {
    String svg = SolvedPlot.of(List.of(run("agent", "A 1 true, B 120 true")));

    assertThat(svg)
        .contains("points=\"50.0,350.0 50.0,350.0 50.0,185.0 620.0,185.0 620.0,20.0 620.0,20.0\"");
  }

  @Test
  void noBugInCommonIsAnEmptyPlot() throws IOException {
    String svg = SolvedPlot.of(List.of(run("agent", "A 1 true"), run("agent", "B 1 true")));

    assertThat(svg).contains("0 of 0 verified").doesNotContain("NaN");
  }

  /**
   * @param results bug, seconds and whether it was fixed, each separated by a space
   */
  private static JsonNode run(String mode, String results) throws IOException {
    StringBuilder json = new StringBuilder();
    for (String result : results.split(", ")) {
      String[] fields = result.split(" ");
      json.append(json.isEmpty() ? "" : ",")
          .append(
              "{\"bug\":\"%s\",\"seconds\":%s,\"plausible\":%s}"
                  .formatted(fields[0], fields[1], fields[2]));
    }
    return new ObjectMapper()
        .readTree("{\"mode\":\"%s\",\"model\":\"m <1>\",\"results\":[%s]}".formatted(mode, json));
  }
}
