package dev.stepwise.lsp;

import dev.stepwise.settings.UserException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.lsp4j.jsonrpc.CancelChecker;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** How requests run and fail. */
final class Requests {
  private Requests() {}

  /** Answers a request on a virtual thread; a cancelled one stops at its next check. */
  static <T> CompletableFuture<T> on(Executor threads, Function<CancelChecker, T> work) {
    return CompletableFutures.computeAsync(threads, work);
  }

  /** What the client is told of a failure: one line for the user, no stack trace. */
  static ResponseError error(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case org.eclipse.lsp4j.jsonrpc.ResponseErrorException e -> e.getResponseError();
      case CancellationException e ->
          new ResponseError(ResponseErrorCode.RequestCancelled, "cancelled", null);
      case UserException e ->
          new ResponseError(ResponseErrorCode.RequestFailed, e.getMessage(), null);
      default -> new ResponseError(ResponseErrorCode.InternalError, cause.toString(), null);
    };
  }
}
