package dev.stepwise.lsp;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import dev.stepwise.agent.Task;
import dev.stepwise.edit.LineDiff;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.Range;

/**
 * What {@code stepwise.fix} was asked to do. As JSON, the command's only argument, one of:
 *
 * <pre>
 * {"kind":"diagnostic","uri":"file:///…","range":{…},"code":"…","message":"…"}
 * {"kind":"test","uri":"file:///…","test":"library.LateFeeTest#lastDay"}
 * {"kind":"issue","words":"…","uri":"file:///…"}     the URI may be left out
 * "the issue in words"
 * </pre>
 *
 * @param title what it is about, for people
 */
record FixOrder(Task task, Path root, String title) {
  private static final int TITLE_LENGTH = 60;

  static JsonObject ofDiagnostic(String uri, Range range, String code, String message) {
    JsonObject order = new JsonObject();
    order.addProperty("kind", "diagnostic");
    order.addProperty("uri", uri);
    order.add("range", new Gson().toJsonTree(range));
    order.addProperty("code", code);
    order.addProperty("message", message);
    return order;
  }

  static JsonObject ofTest(String uri, TestId test) {
    JsonObject order = new JsonObject();
    order.addProperty("kind", "test");
    order.addProperty("uri", uri);
    order.addProperty("test", test.toString());
    return order;
  }

  /**
   * The task as of a later moment: places move with what was typed in between.
   *
   * @param then the documents the order was read with
   */
  Task taskNow(Snapshot then, Snapshot now) {
    if (!(task
        instanceof Task.Diagnostic(Path file, TextRange range, String code, String message))) {
      return task;
    }
    String before = then.text(file).orElse("");
    String after = now.text(file).orElse("");
    if (before.equals(after)) {
      return task;
    }
    LineDiff typed = LineDiff.of(before, after);
    int start = typed.move(range.start());
    return new Task.Diagnostic(
        file, new TextRange(start, Math.max(start, typed.move(range.end()))), code, message);
  }

  /**
   * Reads a command's arguments.
   *
   * @throws UserException if they are none of the above
   */
  static FixOrder parse(Session session, Snapshot documents, List<?> arguments) {
    JsonElement argument =
        arguments.isEmpty() ? new JsonObject() : new Gson().toJsonTree(arguments.getFirst());
    if (argument instanceof JsonPrimitive && argument.getAsJsonPrimitive().isString()) {
      // Editors with a command line send words only, one argument each.
      return issue(
          session,
          String.join(" ", arguments.stream().map(a -> text(new Gson().toJsonTree(a))).toList()),
          new JsonObject());
    }
    if (!(argument instanceof JsonObject order)) {
      throw unknown();
    }
    return switch (text(order.get("kind"))) {
      case "diagnostic" -> diagnostic(session, documents, order);
      case "test" -> {
        TestId test = TestId.parse(text(order.get("test")));
        yield new FixOrder(
            new Task.FailingTest(test), session.roots().of(file(order)), shortName(test));
      }
      case "issue" -> issue(session, text(order.get("words")), order);
      default -> throw unknown();
    };
  }

  private static FixOrder diagnostic(Session session, Snapshot documents, JsonObject order) {
    Path file = file(order);
    String text =
        documents.text(file).orElseThrow(() -> new UserException("no such file: " + file));
    Range range;
    try {
      range = new Gson().fromJson(order.get("range"), Range.class);
    } catch (JsonSyntaxException e) {
      throw unknown();
    }
    if (range == null || range.getStart() == null || range.getEnd() == null) {
      throw unknown();
    }
    TextRange place = session.proto().range(LineIndex.of(text), range);
    String message = text(order.get("message"));
    return new FixOrder(
        new Task.Diagnostic(file, place, text(order.get("code")), message),
        session.roots().of(file),
        title(message));
  }

  private static FixOrder issue(Session session, String words, JsonObject order) {
    if (words.isBlank()) {
      throw new UserException("say in words what to fix");
    }
    Path root =
        order.has("uri")
            ? session.roots().of(file(order))
            : session
                .roots()
                .first()
                .orElseThrow(() -> new UserException("open a folder, or a file of the project"));
    return new FixOrder(new Task.Issue(words), root, title(words));
  }

  private static Path file(JsonObject order) {
    String uri = text(order.get("uri"));
    return Uris.path(uri)
        .orElseThrow(() -> new UserException("not a file on disk, save it first: " + uri));
  }

  private static String text(JsonElement element) {
    return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
  }

  private static UserException unknown() {
    return new UserException("stepwise.fix needs a diagnostic, a test or an issue in words");
  }

  static String shortName(TestId test) {
    String name = test.className().substring(test.className().lastIndexOf('.') + 1);
    return test.method().isEmpty() ? name : name + "." + test.method();
  }

  /** The first line, cut to a readable length. */
  static String title(String message) {
    String line = message.strip().lines().findFirst().orElse("");
    return line.length() <= TITLE_LENGTH
        ? line
        : line.substring(
                0,
                line.offsetByCodePoints(
                    0, Math.min(line.codePointCount(0, line.length()), TITLE_LENGTH - 1)))
            + "…";
  }
}
