package dev.stepwise.lsp;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/**
 * A list that goes to the client piece by piece if it asked for that by a token, and else at the
 * end. For one request.
 */
final class PartialResult<T> {
  private final Session session;
  private final @Nullable Either<String, Integer> token;
  private final List<T> rest = new ArrayList<>();

  PartialResult(Session session, @Nullable Either<String, Integer> token) {
    this.session = session;
    this.token = token;
  }

  void add(List<T> more) {
    if (token == null) {
      rest.addAll(more);
    } else if (!more.isEmpty()) {
      session.client().notifyProgress(new ProgressParams(token, Either.forRight(more)));
    }
  }

  /** What the answer itself has to hold: nothing, once it went piece by piece. */
  List<T> rest() {
    return rest;
  }
}
