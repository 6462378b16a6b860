package dev.stepwise.model.llama;

import dev.stepwise.model.Prompt;
import dev.stepwise.settings.Budget;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * llama.cpp used the plain way: one sequence, no tree, nothing watched, no cancelling. The
 * yardstick that the engine's benchmark holds {@link LlamaModel} against.
 */
public final class PlainLoop implements AutoCloseable {
  private static final int BATCH = 512;

  private final Vocabulary vocabulary;
  private final Context context;
  private final Budget budget = Budget.of(Duration.ofDays(1));
  private final float[] row;
  private int length;

  /**
   * On the weights of an open model, which must stay open: two copies of the same weights differ in
   * speed by up to 5 %, depending on where in memory they happen to lie.
   */
  public PlainLoop(LlamaModel beside, Options options) {
    vocabulary = beside.vocabulary();
    Context.Shape shape =
        new Context.Shape(options.contextTokens(), BATCH, BATCH, 1, options.threads(), false);
    MemorySegment weights = beside.weights().pointer();
    context = new Context(LlamaLibrary.get(), weights, shape, vocabulary.size(), false);
    row = new float[vocabulary.size()];
  }

  /** Evaluates a prompt from scratch; tokens in it. */
  public int prefill(Prompt prompt) {
    int[] tokens = tokens(prompt);
    context.clearAll();
    length = 0;
    append(tokens, tokens.length - 1);
    return tokens.length;
  }

  /** Generates up to {@code count} tokens greedily, as many as are generated. */
  public int decode(int count) {
    int done = 0;
    int token = likeliest();
    while (++done < count && !vocabulary.isEnd(token)) {
      append(new int[] {token}, 0);
      token = likeliest();
    }
    return done;
  }

  /** The log-probability of a continuation, prompt and continuation evaluated from scratch. */
  public double score(Prompt prompt, Prompt continuation) {
    int[] before = tokens(prompt);
    int[] after = vocabulary.continuation(continuation);
    int[] all = Arrays.copyOf(before, before.length + after.length - 1);
    System.arraycopy(after, 0, all, before.length, after.length - 1);
    context.clearAll();
    length = 0;
    double sum = 0;
    while (length < all.length) {
      int from = length;
      int[] part = Arrays.copyOfRange(all, from, Math.min(all.length, from + BATCH));
      append(part, Math.max(0, before.length - 1 - from));
      for (int at = Math.max(from, before.length - 1); at < length; at++) {
        context.logits(at - from, row);
        sum += row[after[at - before.length + 1]] - LogSoftmax.normaliser(row, row.length);
      }
    }
    return sum;
  }

  private int[] tokens(Prompt prompt) {
    List<int[]> segments = vocabulary.prompt(prompt);
    return segments.stream().flatMapToInt(Arrays::stream).toArray();
  }

  /** Evaluates tokens in batches; those from {@code logitsFrom} on with logits. */
  private void append(int[] tokens, int logitsFrom) {
    for (int i = 0; i < tokens.length; i++) {
      context.add(tokens[i], length++, 0, i >= logitsFrom);
      if (context.filled() == BATCH || i == tokens.length - 1) {
        context.evaluate(budget);
      }
    }
  }

  private int likeliest() {
    context.logits(-1, row);
    return Sampler.top(row, 1).tokens()[0];
  }

  @Override
  public void close() {
    context.close();
  }
}
