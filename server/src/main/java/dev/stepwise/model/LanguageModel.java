package dev.stepwise.model;

import dev.stepwise.settings.Budget;
import java.util.List;
import java.util.Optional;

/**
 * A language model, wherever it runs. Callers send whole prompts; what was evaluated before is not
 * evaluated again. Safe for use by several threads.
 */
public interface LanguageModel extends AutoCloseable {

  ModelInfo info();

  /**
   * Generates {@link Request#samples()} continuations of one prompt.
   *
   * @throws java.util.concurrent.CancellationException if the budget was cancelled
   * @throws ModelException if the prompt does not fit the context or the model failed; an exhausted
   *     budget is no error: what was generated so far is returned with {@link
   *     Completion.Stop#BUDGET}
   */
  List<Completion> complete(Request request, Budget budget);

  /** Told what is generated while it is. */
  @FunctionalInterface
  interface Pieces {
    /**
     * @param sample which continuation, counted from 0
     * @param text what is new of it
     */
    void piece(int sample, String text);
  }

  /**
   * Like {@link #complete(Request, Budget)}, telling every piece as soon as it is sure. Where a
   * model cannot do that, each continuation comes as one piece.
   */
  default List<Completion> complete(Request request, Budget budget, Pieces pieces) {
    List<Completion> all = complete(request, budget);
    for (int i = 0; i < all.size(); i++) {
      pieces.piece(i, all.get(i).text());
    }
    return all;
  }

  /**
   * Log-likelihood of each of {@code continuations} behind {@code prefix}, in the given order. The
   * prefix is evaluated once.
   *
   * @throws UnsupportedOperationException if {@link ModelInfo#scores()} is false
   * @throws java.util.concurrent.CancellationException if the budget was cancelled or ran out
   */
  List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget);

  /**
   * Number of tokens of a prompt, the beginning-of-text token included where the model wants one.
   */
  int countTokens(Prompt prompt);

  /**
   * A chat in the form this model was trained on, up to where the assistant's next message begins;
   * what the messages say can never become control tokens. Empty for a model without a chat
   * template, or where only its server knows it.
   */
  default Optional<Prompt> chat(List<ChatMessage> messages) {
    return Optional.empty();
  }

  /**
   * A prompt whose continuation is what belongs between two texts; empty for a model that was not
   * trained to fill in the middle.
   */
  default Optional<Prompt> fillIn(String before, String after) {
    return Optional.empty();
  }

  /**
   * This model for work that nobody waits for: its requests pause between two batches while any
   * other request is open. Closing the view does not close the model.
   */
  default LanguageModel inBackground() {
    return this;
  }

  /** Tokens evaluated and generated since the start. */
  Usage usage();

  @Override
  void close();
}
