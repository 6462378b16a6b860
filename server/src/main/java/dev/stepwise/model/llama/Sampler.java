package dev.stepwise.model.llama;

import dev.stepwise.model.Request.Sampling;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Chooses tokens from logits: top-k, then top-p, then min-p, then temperature, as llama.cpp orders
 * them.
 */
final class Sampler {
  /** Tokens less likely than e^-MARGIN times the likeliest are never chosen where no k bounds. */
  private static final float MARGIN = 20;

  private final Sampling sampling;

  Sampler(Sampling sampling) {
    this.sampling = sampling;
  }

  /** Tokens to choose from, the likeliest first, with their logits. */
  static final class Candidates {
    private final int[] tokens;
    private final float[] logits;

    Candidates(int[] tokens, float[] logits) {
      this.tokens = tokens;
      this.logits = logits;
    }

    int[] tokens() {
      return tokens;
    }

    float[] logits() {
      return logits;
    }

    Candidates first(int count) {
      return new Candidates(Arrays.copyOf(tokens, count), Arrays.copyOf(logits, count));
    }
  }

  boolean greedy() {
    return sampling.temperature() <= 0;
  }

  /** The candidates by top-k alone. */
  Candidates candidates(float[] logits) {
    return greedy()
        ? top(logits, 1)
        : sampling.topK() > 0 ? top(logits, sampling.topK()) : near(logits);
  }

  /** Draws one token. */
  int draw(Candidates from, RandomGenerator random) {
    if (greedy() || from.tokens().length == 1) {
      return from.tokens()[0];
    }
    int count = bounded(from);
    double[] weights = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      weights[i] = Math.exp((from.logits()[i] - from.logits()[0]) / sampling.temperature());
      sum += weights[i];
    }
    double at = random.nextDouble() * sum;
    for (int i = 0; i < count; i++) {
      at -= weights[i];
      if (at < 0) {
        return from.tokens()[i];
      }
    }
    return from.tokens()[count - 1];
  }

  /** How many of the candidates top-p and min-p leave. */
  private int bounded(Candidates from) {
    int count = from.tokens().length;
    double[] weights = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      weights[i] = Math.exp(from.logits()[i] - from.logits()[0]);
      sum += weights[i];
    }
    double covered = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && (weights[i] < sampling.minP() || covered >= sampling.topP() * sum)) {
        return i;
      }
      covered += weights[i];
    }
    return count;
  }

  /** The {@code k} likeliest. */
  static Candidates top(float[] logits, int k) {
    int size = Math.min(k, logits.length);
    int[] tokens = new int[size];
    float[] best = new float[size];
    int filled = 0;
    for (int token = 0; token < logits.length; token++) {
      float logit = logits[token];
      if (filled == size && logit <= best[size - 1]) {
        continue;
      }
      int at = filled == size ? size - 1 : filled++;
      while (at > 0 && best[at - 1] < logit) {
        best[at] = best[at - 1];
        tokens[at] = tokens[at - 1];
        at--;
      }
      best[at] = logit;
      tokens[at] = token;
    }
    return new Candidates(tokens, best).first(filled);
  }

  private static Candidates near(float[] logits) {
    float least = LogSoftmax.largest(logits, logits.length) - MARGIN;
    int count = 0;
    for (float logit : logits) {
      count += logit >= least ? 1 : 0;
    }
    return top(logits, Math.max(1, Math.min(count, 4096)));
  }
}
