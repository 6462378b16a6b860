package dev.stepwise.model.llama;

/**
 * The normaliser of a row of logits. A row has as many entries as the vocabulary has tokens, so
 * this is a good part of the cost of scoring; the exponential is a short polynomial that the JIT
 * compiler turns into vector instructions, exact to 5e-6.
 */
final class LogSoftmax {
  private LogSoftmax() {}

  /** log of the sum of e^logit over the first {@code count} entries. */
  static double normaliser(float[] logits, int count) {
    float largest = largest(logits, count);
    double sum = 0;
    int i = 0;
    while (i < count) {
      int end = Math.min(count, i + 256);
      float part = 0;
      for (; i < end; i++) {
        part += exp(logits[i] - largest);
      }
      sum += part;
    }
    return largest + Math.log(sum);
  }

  static float largest(float[] logits, int count) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, logits[i]);
    }
    return largest;
  }

  /** e^x for x at most 0: a polynomial for e^(x/32), squared five times; 4e-11 below -24. */
  static float exp(float x) {
    float y = Math.max(x, -24f) * (1f / 32f);
    float p =
        1f
            + y
                * (1f
                    + y
                        * (0.5f
                            + y * (1f / 6f + y * (1f / 24f + y * (1f / 120f + y * (1f / 720f))))));
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    return p * p;
  }
}
