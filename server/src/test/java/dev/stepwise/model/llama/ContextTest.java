package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.settings.Budget;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evaluations with real weights, without what a model makes of them. */
@Tag("slow")
class ContextTest {
  /** From 512 on, ggml shares out the attention of a lone row among its threads. */
  private static final int BEFORE = 520;

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(10));

  @Test
  void whatComesOutDoesNotDependOnHowManyThreadsWork() {
    try (LlamaModel model = SmallModel.open(Options.defaults().withContextTokens(256))) {
      assertThat(logitsBehindALoneRow(model, 2)).isEqualTo(logitsBehindALoneRow(model, 1));
    }
  }

  @Test
  void aLargeVocabularyLeavesALogitForEachSequence() {
    assertThat(LlamaModel.outputs(1_000_000, 64)).isEqualTo(65);
    assertThat(LlamaModel.outputs(49_152, 64)).isEqualTo(192);
  }

  private static float[] logitsBehindALoneRow(LlamaModel model, int threads) {
    int vocabulary = model.vocabulary().size();
    Context.Shape shape = new Context.Shape(1024, 512, 64, 2, threads, true);
    // Not watched, and so never given fewer threads, however busy the machine is.
    try (Context context =
        new Context(LlamaLibrary.get(), model.weights().pointer(), shape, vocabulary, false)) {
      for (int i = 0; i < BEFORE; i++) {
        context.add(100 + 37 * i % 1000, i, 0, false);
        if (context.filled() == context.batchTokens()) {
          context.evaluate(BUDGET);
        }
      }
      context.evaluate(BUDGET);
      int row = context.add(100, BEFORE, 0, true);
      context.evaluate(BUDGET);
      float[] logits = new float[vocabulary];
      context.logits(row, logits);
      return logits;
    }
  }
}
