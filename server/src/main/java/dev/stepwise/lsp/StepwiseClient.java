package dev.stepwise.lsp;

import com.google.gson.JsonObject;
import java.util.List;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.services.LanguageClient;

/** The client, with the few messages of our own; each is sent only to clients that ask for it. */
interface StepwiseClient extends LanguageClient {

  /**
   * Shows a finished fix. Where the user takes an alternative the client executes {@code
   * stepwise.apply} with its place; else it does nothing.
   */
  @JsonNotification("stepwise/preview")
  void preview(Preview preview);

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
}
