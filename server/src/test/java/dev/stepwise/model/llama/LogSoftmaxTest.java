package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogSoftmaxTest {
  @Test
  void agreesWithTheExactNormaliser() {
    Random random = new Random(11);
    for (double spread : new double[] {0.1, 3, 30}) {
      for (int size : new int[] {1, 255, 256, 49_152}) {
        float[] logits = new float[size];
        for (int i = 0; i < size; i++) {
          logits[i] = (float) (spread * random.nextGaussian());
        }
        double sum = 0;
        for (float logit : logits) {
          sum += Math.exp((double) logit - 40);
        }
        assertThat(LogSoftmax.normaliser(logits, size))
            .as("spread %s size %s", spread, size)
            .isCloseTo(Math.log(sum) + 40, within(2e-5));
      }
    }
  }
}
