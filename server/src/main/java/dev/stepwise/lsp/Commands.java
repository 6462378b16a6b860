package dev.stepwise.lsp;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.stepwise.agent.Fix;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.util.List;
import java.util.Objects;
import org.eclipse.lsp4j.ExecuteCommandParams;

/** The commands of {@code workspace/executeCommand}. All answer at once. */
final class Commands {
  /** Starts a fix; see {@link FixOrder}. Answers {@code {"id":"fix-1"}}. */
  static final String FIX = "stepwise.fix";

  /** Applies a fix found before: {@code {"id":"fix-1","alternative":0}}. */
  static final String APPLY = "stepwise.apply";

  /** Cancels: {@code {"id":"fix-1"}}, or all runs without an argument. */
  static final String CANCEL = "stepwise.cancel";

  /** Opens the trace of a run: {@code {"id":"fix-1"}}, or of the newest without an argument. */
  static final String TRACE = "stepwise.trace";

  static final List<String> ALL = List.of(FIX, APPLY, CANCEL, TRACE);

  private final Session session;
  private final Fixes fixes;
  private final Presenter presenter;
  private final Pages pages;

  Commands(Session session, Fixes fixes, Presenter presenter, Pages pages) {
    this.session = session;
    this.fixes = fixes;
    this.presenter = presenter;
    this.pages = pages;
  }

  /** Runs a command; what takes longer goes on in the background. */
  JsonObject execute(ExecuteCommandParams params) {
    List<Object> arguments = Objects.requireNonNullElse(params.getArguments(), List.of());
    JsonObject answer = new JsonObject();
    switch (params.getCommand()) {
      case FIX -> {
        Snapshot documents = session.documents().snapshot();
        FixOrder order = FixOrder.parse(session, documents, arguments);
        answer.addProperty("id", fixes.start(order, documents).id());
      }
      case APPLY -> apply(argument(arguments));
      case CANCEL -> {
        String id = text(argument(arguments), "id");
        if (id.isEmpty()) {
          fixes.cancelAll();
        } else {
          run(id).cancel();
        }
      }
      case TRACE -> {
        FixRun run = run(text(argument(arguments), "id"));
        pages.show(run.id() + ".md", FixText.trace(run));
      }
      default -> throw new UserException("no such command: " + params.getCommand());
    }
    return answer;
  }

  private void apply(JsonObject argument) {
    FixRun run = run(text(argument, "id"));
    List<Fix.Proposal> proposals = run.fix().map(Fix::proposals).orElse(List.of());
    int place = argument.has("alternative") ? argument.get("alternative").getAsInt() : 0;
    if (place < 0 || place >= proposals.size()) {
      throw new UserException("nothing to apply: " + run.order().title() + " " + run.state());
    }
    session
        .threads()
        .execute(
            () -> {
              try {
                run.endAnew(presenter.apply(run, proposals.get(place)));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException | Error e) {
                session.log(Failures.stack(e));
              }
            });
  }

  private FixRun run(String id) {
    return fixes
        .run(id)
        .orElseThrow(
            () ->
                new UserException(
                    id.isEmpty() ? "no fix was asked for yet" : "no such run: " + id));
  }

  private static JsonObject argument(List<Object> arguments) {
    return !arguments.isEmpty()
            && new Gson().toJsonTree(arguments.getFirst()) instanceof JsonObject object
        ? object
        : new JsonObject();
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
