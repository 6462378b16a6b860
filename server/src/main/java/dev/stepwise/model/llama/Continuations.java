package dev.stepwise.model.llama;

import dev.stepwise.model.Completion;
import java.util.List;

/** The continuations of one request as they are made, one batch at a time. */
interface Continuations extends AutoCloseable {
  /**
   * Evaluates one batch.
   *
   * @return whether all are finished
   */
  boolean step();

  /** Ends all that are unfinished where they are. */
  void stopAll();

  List<Completion> completions();

  /** How many of the prompt's tokens were evaluated. */
  long promptEvaluated();

  /** How many tokens were generated. */
  long generated();

  @Override
  void close();
}
