package dev.stepwise.lsp;

import dev.stepwise.agent.Agent;
import dev.stepwise.agent.Fix;
import dev.stepwise.agent.Task;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.ServerSettings;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A language whose only problem is the word BUG, and an agent that turns it into FIXED. */
final class Toy {
  private static final Pattern BUG = Pattern.compile("BUG");
  private static final Pattern TEST = Pattern.compile("@Test\\s+void (\\w+)\\(\\) \\{[^}]*\\}");

  private Toy() {}

  /** Parts whose agent waits for a permit before it answers. */
  static Parts parts(Semaphore permits) {
    return new Parts(
        new ToyLanguages(), (root, docs, set) -> new ToyAgent(root, docs, set, permits));
  }

  /** Every BUG of a text, in order. */
  static List<TextRange> bugs(String text) {
    List<TextRange> bugs = new ArrayList<>();
    Matcher matcher = BUG.matcher(text);
    while (matcher.find()) {
      bugs.add(new TextRange(matcher.start(), matcher.end()));
    }
    return bugs;
  }

  private static final class ToyLanguages implements Languages {
    @Override
    public boolean supports(Path file) {
      return file.toString().endsWith(".java");
    }

    @Override
    public List<LocatedTest> tests(Path file, String text) {
      List<LocatedTest> tests = new ArrayList<>();
      Matcher matcher = TEST.matcher(text);
      while (matcher.find()) {
        tests.add(
            new LocatedTest(
                new TestId("toy.ToyTest", matcher.group(1)),
                new TextRange(matcher.start(1), matcher.end(1)),
                new TextRange(matcher.start(), matcher.end())));
      }
      return tests;
    }

    @Override
    public List<Problem> problems(Path root, Path file, Snapshot documents, Budget budget) {
      return bugs(documents.text(file).orElse("")).stream()
          .map(r -> new Problem(file, r, Problem.Severity.ERROR, "toy.bug", "this is a BUG"))
          .toList();
    }
  }

  /**
   * Fixes the BUG at a diagnostic; for a test or an issue all BUGs of the open documents. An issue
   * that asks for "several ways" gets three alternatives: FIXED, FIXED2 and FIXED3.
   */
  private record ToyAgent(
      Path root, Supplier<Snapshot> documents, ServerSettings settings, Semaphore permits)
      implements Agent {

    @Override
    public Fix fix(Task task, Listener listener, Budget budget) {
      Snapshot snapshot = documents.get();
      listener.started("orient", "look around");
      Fix.Step step = new Fix.Step("orient", "look around", 0.1, 0, 0, 0, "go on", "one file");
      listener.ended(step);
      listener.started("verify", "compile and test");
      await(budget);
      Map<Path, String> before = new java.util.HashMap<>();
      Map<Path, List<TextEdit>> edits = new java.util.HashMap<>();
      switch (task) {
        case Task.Diagnostic d -> {
          if (d.message().contains("Error")) {
            throw new StackOverflowError("asked for");
          }
          add(snapshot, d.file(), d.range(), before, edits);
        }
        case Task.FailingTest t -> {
          if (!settings.runTests()) {
            throw new UserException("tests may not be run: the setting runTests is off");
          }
          addAll(snapshot, before, edits);
        }
        case Task.Issue issue -> {
          if (issue.words().equals("impossible")) {
            throw new UserException("that cannot be done: ask for something else");
          }
          addAll(snapshot, before, edits);
        }
      }
      if (edits.isEmpty()) {
        return new Fix(Fix.Outcome.NONE, "no BUG there", List.of(), 0, List.of(step), 0.1, 0, "");
      }
      List<Fix.Proposal> proposals = new ArrayList<>();
      boolean several = task instanceof Task.Issue i && i.words().contains("several ways");
      for (String word : several ? List.of("FIXED", "FIXED2", "FIXED3") : List.of("FIXED")) {
        Map<Path, List<TextEdit>> mine = new java.util.HashMap<>();
        edits.forEach(
            (file, all) ->
                mine.put(file, all.stream().map(e -> new TextEdit(e.range(), word)).toList()));
        proposals.add(
            new Fix.Proposal(
                before, mine, List.of(new Fix.Check("compile", true, "", 0)), "rule:toy", 1));
      }
      return new Fix(
          Fix.Outcome.VERIFIED,
          "found",
          proposals,
          proposals.size(),
          List.of(step),
          0.1,
          12,
          "toy");
    }

    private void await(Budget budget) {
      try {
        while (!permits.tryAcquire(5, TimeUnit.MILLISECONDS)) {
          budget.checkCancelled();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void addAll(
        Snapshot snapshot, Map<Path, String> before, Map<Path, List<TextEdit>> edits) {
      snapshot
          .openDocuments()
          .forEach(
              d -> {
                for (TextRange bug : bugs(d.text())) {
                  add(snapshot, d.path(), bug, before, edits);
                }
              });
    }

    private static void add(
        Snapshot snapshot,
        Path file,
        TextRange range,
        Map<Path, String> before,
        Map<Path, List<TextEdit>> edits) {
      String text = snapshot.text(file).orElseThrow();
      before.put(file, text);
      bugs(text).stream()
          .filter(b -> b.intersects(range))
          .forEach(
              b ->
                  edits
                      .computeIfAbsent(file, f -> new ArrayList<>())
                      .add(new TextEdit(b, "FIXED")));
    }

    @Override
    public void close() {}
  }
}
