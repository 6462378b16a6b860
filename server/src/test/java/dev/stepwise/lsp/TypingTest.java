package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.stepwise.agent.Fix;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.Merge;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.workspace.ContentChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A user who types while a fix is applied, a thousand times. Afterwards the text is what was typed
 * merged with the fix, or what was typed alone and the fix was refused. Every line is unique, so
 * that what was typed can be done again by its line on the text with the fix and on that without.
 */
class TypingTest {
  private static final int RUNS = 500;
  private static final long SEED = 20_260;

  /** How editors treat an edit whose document moved on while it travelled. */
  enum Kind {
    /** Refuses and says so, as VS Code. */
    VERSIONED,
    /** Refuses and says "applied", as Neovim. */
    SILENT,
    /** As VS Code, but what it tells of changes overtakes each other, as in Helix before 25.07. */
    OVERTAKING,
    /**
     * Applies it to whatever the text is now. What went astray is corrected afterwards; where the
     * user types beside it at that very moment nothing is lost, and he is told the lines to look
     * at.
     */
    UNVERSIONED
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothingTypedIsLostOrMisplaced(Kind kind) throws Exception {
    int applied = 0;
    int lookedOver = 0;
    for (int i = 0; i < RUNS; i++) {
      Run run = new Run(kind, SEED + i);
      applied += run.play() ? 1 : 0;
      lookedOver += run.lookedOver ? 1 : 0;
    }
    System.out.printf(
        "TypingTest %s: %d runs from seed %d, %d applied, %d refused, %d to look over%n",
        kind, RUNS, SEED, applied, RUNS - applied - lookedOver, lookedOver);
    assertThat(applied).isBetween(RUNS / 4, RUNS - 1);
    assertThat(lookedOver).isLessThan(RUNS / 10);
  }

  /** One key stroke or paste, by the unique line it belongs to. */
  private record Stroke(String line, boolean newLine, String text) {
    /** The edit in a text, or none where the line is not there any more. */
    List<TextEdit> in(String text) {
      int start = ("\n" + text).indexOf("\n" + line + "\n");
      if (start < 0) {
        return List.of();
      }
      int end = start + line.length();
      return List.of(TextEdit.replace(end, end, newLine ? "\n" + this.text : this.text));
    }
  }

  private static final class Run {
    private final Kind kind;
    private final long seed;
    private final Random random;
    private final List<Stroke> strokes = new ArrayList<>();
    private final List<Integer> appliedAfter = new ArrayList<>();
    private final Path file = Path.of("/typing/A.java");
    private final Session session;
    private final String base;
    private String buffer;
    private int version = 1;
    private int strokesAtFirstSend = -1;
    private boolean lookedOver;

    /** Edits that the editor has answered but not applied yet, and changes it has not yet told. */
    private CompletableFuture<?> late = CompletableFuture.completedFuture(null);

    Run(Kind kind, long seed) {
      this.kind = kind;
      this.seed = seed;
      random = new Random(seed);
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 6 + random.nextInt(10); i++) {
        lines.append("line 漢").append(i).append('\n');
      }
      base = lines.toString();
      buffer = base;
      session = new Session(new Client(), features(), new Roots(List.of()));
    }

    private ClientFeatures features() {
      WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
      workspace.setApplyEdit(true);
      WorkspaceEditCapabilities edit = new WorkspaceEditCapabilities();
      edit.setDocumentChanges(kind != Kind.UNVERSIONED);
      workspace.setWorkspaceEdit(edit);
      ClientCapabilities can = new ClientCapabilities();
      can.setWorkspace(workspace);
      InitializeParams params = new InitializeParams();
      params.setCapabilities(can);
      return ClientFeatures.of(params);
    }

    /** Whether the fix was applied. */
    boolean play() throws Exception {
      session.uris().learn(file.toUri().toString());
      session.documents().open(file, "java", version, buffer);
      int fixed = random.nextInt((int) base.lines().count());
      String line = base.lines().toList().get(fixed);
      int at = base.indexOf(line + "\n");
      List<TextEdit> edits =
          List.of(
              random.nextBoolean()
                  ? TextEdit.replace(at, at + line.length(), "FIXED\nTWICE")
                  : TextEdit.replace(at, at + line.length() + 1, ""));
      Fix.Proposal proposal =
          new Fix.Proposal(Map.of(file, base), Map.of(file, edits), List.of(), "test", 1);
      for (int i = random.nextInt(4); i > 0; i--) {
        type();
      }
      Applier.Outcome outcome =
          new Applier(
                  session, new EditSender(session), Duration.ofMillis(40), Duration.ofSeconds(20))
              .apply("fix", proposal);
      late.get(10, TimeUnit.SECONDS);
      assertThat(session.documents().snapshot().text(file)).contains(buffer);
      session.close();
      String story = "%s, seed %d: %s after %s, applied at %s";
      story = story.formatted(kind, seed, outcome, strokes, appliedAfter);
      switch (outcome) {
        case Applier.Outcome.Applied _ ->
            assertThat(withFix(edits, strokes)).as(story).contains(buffer);
        case Applier.Outcome.Refused _ ->
            assertThat(buffer).as(story).isEqualTo(typed(base, strokes));
        case Applier.Outcome.Astray(String reason) -> {
          // Only who types while edits travel in an editor without versions is left with this.
          assertThat(kind).as(story).isEqualTo(Kind.UNVERSIONED);
          assertThat(strokes).as(story).hasSizeGreaterThan(strokesAtFirstSend);
          lookedOver = true;
          nothingIsLost(story);
          rightBesidesTheLines(reason, edits, story);
        }
      }
      return outcome instanceof Applier.Outcome.Applied;
    }

    /** Every character that was typed is there. */
    private void nothingIsLost(String story) {
      Map<Integer, Long> there = counts(buffer);
      counts(strokes.stream().map(Stroke::text).collect(Collectors.joining()))
          .forEach(
              (c, count) ->
                  assertThat(there.getOrDefault(c, 0L))
                      .as("%s: %s in%n%s", story, Character.toString(c), buffer)
                      .isGreaterThanOrEqualTo(count));
    }

    private static Map<Integer, Long> counts(String text) {
      return text.codePoints()
          .boxed()
          .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
    }

    /**
     * Outside of the lines that the user is told to look at, the text is as it should be. What he
     * typed in a line that the fix had put elsewhere lies in those lines.
     */
    private void rightBesidesTheLines(String reason, List<TextEdit> edits, String story) {
      Matcher told = Pattern.compile("lines? (\\d+)(?: to (\\d+))? of A.java").matcher(reason);
      assertThat(told.find()).as(reason).isTrue();
      int first = Integer.parseInt(told.group(1)) - 1;
      int last = told.group(2) == null ? first + 1 : Integer.parseInt(told.group(2));
      List<String> lines = buffer.lines().toList();
      String head = String.join("\n", lines.subList(0, first));
      String tail = String.join("\n", lines.subList(Math.min(last, lines.size()), lines.size()));
      List<Stroke> elsewhere =
          strokes.stream().filter(s -> (head + "\n" + tail).contains(s.text())).toList();
      List<String> right = withFix(edits, elsewhere);
      right.add(typed(base, elsewhere));
      assertThat(right.stream().map(String::strip))
          .as("%s%nis now%n%s", story, buffer)
          .anyMatch(r -> r.startsWith(head) && r.endsWith(tail));
    }

    /** The fix merged with what was typed until any moment, and the rest typed after it. */
    private List<String> withFix(List<TextEdit> edits, List<Stroke> all) {
      List<String> texts = new ArrayList<>();
      for (int moment = 0; moment <= all.size(); moment++) {
        String then = typed(base, all.subList(0, moment));
        if (Merge.of(base, TextEdit.apply(base, edits), then) instanceof Merge.Merged merged) {
          texts.add(typed(merged.text(), all.subList(moment, all.size())));
        }
      }
      return texts;
    }

    private static String typed(String text, List<Stroke> strokes) {
      String now = text;
      for (Stroke stroke : strokes) {
        now = TextEdit.apply(now, stroke.in(now));
      }
      return now;
    }

    /** Types at a line of the first text that is still as it was. */
    private void type() {
      List<String> lines =
          base.lines().filter(l -> ("\n" + buffer).contains("\n" + l + "\n")).toList();
      if (!lines.isEmpty()) {
        Stroke stroke =
            new Stroke(
                lines.get(random.nextInt(lines.size())),
                random.nextInt(3) > 0,
                "typed 😀" + strokes.size() + ";");
        strokes.add(stroke);
        edit(stroke.in(buffer));
      }
    }

    private void edit(List<TextEdit> edits) {
      LineIndex before = LineIndex.of(buffer);
      buffer = TextEdit.apply(buffer, edits);
      version++;
      if (kind == Kind.OVERTAKING) {
        int told = version;
        List<ContentChange> changes =
            edits.stream()
                .sorted(Comparator.comparing(e -> -e.range().start()))
                .map(e -> splice(before, e))
                .toList();
        late =
            CompletableFuture.allOf(
                late,
                CompletableFuture.runAsync(
                    () ->
                        session.documents().change(file, told, changes, session.proto().encoding()),
                    CompletableFuture.delayedExecutor(random.nextInt(5), TimeUnit.MILLISECONDS)));
        return;
      }
      session
          .documents()
          .change(
              file, version, List.of(new ContentChange.Full(buffer)), session.proto().encoding());
    }

    private ContentChange splice(LineIndex lines, TextEdit edit) {
      return new ContentChange.Splice(
          lines.position(edit.range().start(), session.proto().encoding()),
          lines.position(edit.range().end(), session.proto().encoding()),
          edit.newText());
    }

    private ApplyWorkspaceEditResponse receive(ApplyWorkspaceEditParams params) {
      if (strokesAtFirstSend < 0) {
        strokesAtFirstSend = strokes.size();
      }
      // What the user typed while the edit was on its way.
      for (int i = random.nextInt(5) - 2; i > 0; i--) {
        type();
      }
      int meant =
          params.getEdit().getDocumentChanges() == null
              ? version
              : params
                  .getEdit()
                  .getDocumentChanges()
                  .getFirst()
                  .getLeft()
                  .getTextDocument()
                  .getVersion();
      boolean newer = meant != version;
      if (!newer) {
        List<org.eclipse.lsp4j.TextEdit> edits = new ArrayList<>();
        if (params.getEdit().getDocumentChanges() == null) {
          params.getEdit().getChanges().values().forEach(edits::addAll);
        } else {
          params
              .getEdit()
              .getDocumentChanges()
              .getFirst()
              .getLeft()
              .getEdits()
              .forEach(e -> edits.add(e.getLeft()));
        }
        if (kind == Kind.UNVERSIONED && random.nextInt(8) == 0) {
          // Longer than the server waits for an editor that checks versions.
          late =
              CompletableFuture.runAsync(
                  () -> place(edits), CompletableFuture.delayedExecutor(60, TimeUnit.MILLISECONDS));
          return new ApplyWorkspaceEditResponse(true);
        }
        place(edits);
      }
      for (int i = random.nextInt(4) - 2; i > 0; i--) {
        type();
      }
      return new ApplyWorkspaceEditResponse(!newer || kind == Kind.SILENT);
    }

    private void place(List<org.eclipse.lsp4j.TextEdit> edits) {
      appliedAfter.add(strokes.size());
      var lines = LineIndex.of(buffer);
      edit(
          edits.stream()
              .map(
                  e -> {
                    TextRange range = session.proto().range(lines, e.getRange());
                    return new TextEdit(range, e.getNewText());
                  })
              .toList());
    }

    /** Answers nothing but edits. */
    private final class Client implements StepwiseClient {
      @Override
      public CompletableFuture<ApplyWorkspaceEditResponse> applyEdit(
          ApplyWorkspaceEditParams params) {
        return CompletableFuture.completedFuture(receive(params));
      }

      @Override
      public void preview(Preview preview) {}

      @Override
      public void status(JsonObject status) {}

      @Override
      public void telemetryEvent(Object object) {}

      @Override
      public void publishDiagnostics(org.eclipse.lsp4j.PublishDiagnosticsParams diagnostics) {}

      @Override
      public void showMessage(org.eclipse.lsp4j.MessageParams message) {}

      @Override
      public CompletableFuture<org.eclipse.lsp4j.MessageActionItem> showMessageRequest(
          org.eclipse.lsp4j.ShowMessageRequestParams request) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException());
      }

      @Override
      public void logMessage(org.eclipse.lsp4j.MessageParams message) {}
    }
  }
}
