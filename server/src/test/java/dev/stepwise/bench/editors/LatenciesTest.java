package dev.stepwise.bench.editors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void countsByRank() {
    Latencies hundred =
        new Latencies(IntStream.rangeClosed(1, 100).mapToObj(i -> 101.0 - i).toList());
    assertThat(hundred.percentile(0.5)).isEqualTo(50);
    assertThat(hundred.percentile(0.99)).isEqualTo(99);
    assertThat(hundred.percentile(1)).isEqualTo(100);
    assertThat(new Latencies(List.of(7.0)).percentile(0.99)).isEqualTo(7);
  }

  @Test
  void namesItsFigures() {
    ObjectNode figures = new ObjectMapper().createObjectNode();
    new Latencies(List.of(3.0, 1.234567)).into(figures, "action", "Fixing");
    assertThat(figures.toString())
        .isEqualTo(
            "{\"actionP50FixingMs\":1.23,\"actionP99FixingMs\":3.0,"
                + "\"actionSlowestFixingMs\":3.0,\"actionsFixing\":2}");
  }

  @Test
  void measuresSomething() {
    assertThatThrownBy(() -> new Latencies(List.of())).hasMessageContaining("nothing was measured");
  }
}
