package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stepwise.model.Request.Sampling;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final float[] LOGITS = logs(0.5, 0.05, 0.3, 0.15);

  private static float[] logs(double... probabilities) {
    float[] logs = new float[probabilities.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(probabilities[i]);
    }
    return logs;
  }

  /** How often each of the four tokens is drawn in 20,000 draws. */
  private static double[] frequencies(Sampling sampling) {
    Sampler sampler = new Sampler(sampling);
    SplittableRandom random = new SplittableRandom(5);
    double[] counts = new double[LOGITS.length];
    for (int i = 0; i < 20_000; i++) {
      counts[sampler.draw(sampler.candidates(LOGITS), random)] += 1 / 20_000.0;
    }
    return counts;
  }

  @Test
  void greedyTakesTheLikeliest() {
    assertThat(frequencies(Sampling.GREEDY))
        .containsExactly(new double[] {1, 0, 0, 0}, within(1e-9));
  }

  @Test
  void drawsByProbability() {
    assertThat(frequencies(new Sampling(1, 0, 1, 0, 0, false)))
        .containsExactly(new double[] {0.5, 0.05, 0.3, 0.15}, within(0.02));
  }

  @Test
  void topKTopPAndMinPBound() {
    double[] two = {0.625, 0, 0.375, 0};
    assertThat(frequencies(new Sampling(1, 2, 1, 0, 0, false))).containsExactly(two, within(0.02));
    assertThat(frequencies(new Sampling(1, 0, 0.7, 0, 0, false)))
        .containsExactly(two, within(0.02));
    assertThat(frequencies(new Sampling(1, 0, 1, 0.5, 0, false)))
        .containsExactly(two, within(0.02));
  }

  @Test
  void lowTemperatureSharpens() {
    assertThat(frequencies(new Sampling(0.5, 0, 1, 0, 0, false))[0]).isGreaterThan(0.65);
  }

  @Test
  void topKeepsOrder() {
    assertThat(Sampler.top(LOGITS, 3).tokens()).containsExactly(0, 2, 3);
  }
}
