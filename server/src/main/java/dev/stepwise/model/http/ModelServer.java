package dev.stepwise.model.http;

import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A server with one chosen model, as {@link dev.stepwise.model.LanguageModel} but with the failures
 * of the network told apart: every method throws IOException if the server is gone.
 */
public sealed interface ModelServer extends AutoCloseable permits StepwiseServer, OpenAiServer {

  ModelInfo info();

  List<Completion> complete(Request request, Budget budget) throws IOException;

  /** Telling what is generated while it is, where the server does; otherwise at the end. */
  default List<Completion> complete(Request request, Budget budget, LanguageModel.Pieces pieces)
      throws IOException {
    List<Completion> all = complete(request, budget);
    for (int i = 0; i < all.size(); i++) {
      pieces.piece(i, all.get(i).text());
    }
    return all;
  }

  List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) throws IOException;

  int countTokens(Prompt prompt, Budget budget) throws IOException;

  /** As {@link dev.stepwise.model.LanguageModel#chat}. */
  default Optional<Prompt> chat(List<ChatMessage> messages, Budget budget) throws IOException {
    return Optional.empty();
  }

  /** As {@link dev.stepwise.model.LanguageModel#fillIn}. */
  default Optional<Prompt> fillIn(String before, String after, Budget budget) throws IOException {
    return Optional.empty();
  }

  /** This server for work that nobody waits for, where it knows the difference. */
  default ModelServer inBackground() {
    return this;
  }

  /** What this client used, as far as the server tells. */
  Usage usage();

  @Override
  void close();
}
