package dev.stepwise.lsp;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/** The client, with the few messages of our own; each is sent only to clients that ask for it. */
interface StepwiseClient extends LanguageClient {

  /** Shows a fix and asks what to do with it; answered when the user decided. */
  @JsonRequest("stepwise/preview")
  CompletableFuture<@Nullable Choice> preview(Preview preview);

  /** A fix started, went on or ended. The object is that of {@code stepwise/status}. */
  @JsonNotification("stepwise/statusChanged")
  void status(JsonObject status);

  /**
   * A finished fix to show.
   *
   * @param message the one line that {@code window/showMessageRequest} would show
   */
  record Preview(String id, String title, String message, List<Alternative> alternatives) {}

  /** One change of a {@link Preview}. */
  record Alternative(
      String label, String origin, List<String> checks, String diff, WorkspaceEdit edit) {}

  /** Place of the alternative to apply, or none to discard. */
  record Choice(@Nullable Integer alternative) {}
}
