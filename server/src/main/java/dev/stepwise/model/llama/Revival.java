package dev.stepwise.model.llama;

import dev.stepwise.model.llama.Prefixes.Fork;
import dev.stepwise.settings.Budget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings back what a continuation had evaluated when another request took the context. */
record Revival(Prefixes prefixes, Context context, Plan prompt, Budget budget) {

  /** The fork, or a new one like it; null if the prompt needs one more batch before. */
  @Nullable Fork of(@Nullable Fork fork, GeneratedText text) {
    if (fork != null && !fork.ended()) {
      return fork;
    }
    return prefixes.advance(prompt, budget) ? replay(text.evaluated()) : null;
  }

  private Fork replay(int[] tokens) {
    Fork fork = prefixes.fork();
    int done = 0;
    while (done < tokens.length) {
      int end = Math.min(tokens.length, done + context.batchTokens());
      for (; done < end; done++) {
        fork.add(tokens[done], false);
      }
      prefixes.run(List.of(fork), budget);
    }
    return fork;
  }
}
