package dev.stepwise.model.http;

import dev.stepwise.model.Completion;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.util.List;

/**
 * A server with one chosen model, as {@link dev.stepwise.model.LanguageModel} but with the failures
 * of the network told apart: every method throws IOException if the server is gone.
 */
public sealed interface ModelServer extends AutoCloseable permits StepwiseServer, OpenAiServer {

  ModelInfo info();

  List<Completion> complete(Request request, Budget budget) throws IOException;

  List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) throws IOException;

  int countTokens(Prompt prompt, Budget budget) throws IOException;

  /** What this client used, as far as the server tells. */
  Usage usage();

  @Override
  void close();
}
