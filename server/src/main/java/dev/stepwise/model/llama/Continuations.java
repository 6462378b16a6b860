package dev.stepwise.model.llama;

import dev.stepwise.model.Completion;
import dev.stepwise.settings.Budget;
import java.util.List;

/** The continuations of one request as they are made, one batch at a time. */
abstract class Continuations implements AutoCloseable {
  protected final Prefixes prefixes;
  protected final Budget budget;
  protected final Revival revival;
  private final Plan prompt;
  private long generated;
  private long promptEvaluated;

  protected Continuations(Prefixes prefixes, Context context, Plan prompt, Budget budget) {
    this.prefixes = prefixes;
    this.prompt = prompt;
    this.budget = budget;
    revival = new Revival(prefixes, context, prompt, budget);
  }

  /**
   * Evaluates one batch.
   *
   * @return whether all are finished
   */
  abstract boolean step();

  /** Ends all that are unfinished where they are. */
  abstract void stopAll();

  abstract List<Completion> completions();

  /** Evaluates one batch of the prompt; whether all of it is there. */
  protected final boolean readPrompt() {
    long before = prefixes.evaluated();
    boolean complete = prefixes.advance(prompt, budget);
    promptEvaluated += prefixes.evaluated() - before;
    return complete;
  }

  /** A token was generated. */
  protected final void count() {
    generated++;
  }

  /** How many of the prompt's tokens were evaluated. */
  final long promptEvaluated() {
    return promptEvaluated;
  }

  /** How many tokens were generated. */
  final long generated() {
    return generated;
  }

  @Override
  public abstract void close();
}
