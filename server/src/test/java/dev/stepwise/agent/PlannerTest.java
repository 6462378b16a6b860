package dev.stepwise.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.agent.step.AsBefore;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.TestId;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.ScriptedModel;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.repair.rank.Ranker;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.Sandbox;
import dev.stepwise.workspace.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The loop with a scripted workbench, scripted producers and, where one is asked, a model. */
class PlannerTest {
  private static final String TEXT = "int answer() { return 0; }";
  private static final Task TASK = new Task.FailingTest(TestId.parse("CodeTest#answer"));
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));

  private FakeWorkbench workbench =
      FakeWorkbench.of(TEXT)
          .test("CodeTest#answer", t -> t.contains(" 42"))
          .test("CodeTest#isShort", t -> t.length() < 60)
          .test("OtherTest#fails", t -> false);

  private List<FaultContext> scopes = List.of(scope(1.0));
  private List<Producer> rules = List.of(numbers("rule:number", 40, 45));
  private List<Producer> writers = List.of();
  private Optional<LanguageModel> model = Optional.empty();
  private Mode mode = Mode.AGENT;
  private Chooser chooser = new ByScore();

  @Test
  void fixesAndSaysWhatWasChecked() {
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
    assertThat(after(fix)).isEqualTo("int answer() { return 42; }");
    assertThat(names(fix))
        .startsWith("orient", "read docs", "study code", "propose", "verify")
        .hasSizeLessThanOrEqualTo(7);
    List<Fix.Check> checks = fix.proposals().getFirst().checks();
    assertThat(checks)
        .extracting(Fix.Check::name)
        .containsExactly("compile", "target test", "other tests");
    assertThat(checks).allMatch(Fix.Check::passed);
    assertThat(checks.get(2).count()).isEqualTo(1);
    assertThat(checks.get(2).detail()).contains("1 fail with and without the fix");
    assertThat(fix.candidates()).isEqualTo(5);
    assertThat(fix.proposals().getFirst().rank()).isEqualTo(3);
  }

  @Test
  void goesBackToProposeUntilOneFits() {
    rules = List.of(numbers("rule:number", 100, 200), numbers("rule:late", 42, 43));
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
    assertThat(fix.proposals().getFirst().origin()).isEqualTo("rule:late");
    assertThat(verdicts(fix)).anyMatch(v -> v.startsWith("go back to propose: 24 tried"));
  }

  @Test
  void goesBackToStudyWhenTheFirstPlaceHoldsNothing() {
    FaultContext other = scope(0.1);
    scopes = List.of(scope(1.0), other);
    rules =
        List.of(
            producer(
                "rule:place",
                c ->
                    c.equals(other)
                        ? candidates("rule:place", 42, 43)
                        : candidates("rule:place", 1, 3)));
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
    assertThat(verdicts(fix)).anyMatch(v -> v.startsWith("go back to study code"));
    assertThat(names(fix).stream().filter("study code"::equals)).hasSize(2);
  }

  @Test
  void looksAtTheNextPlacesWhileAllThatPassesIsOdd() {
    FaultContext other = scope(0.1);
    scopes = List.of(scope(1.0), other);
    rules =
        List.of(
            producer(
                "rule:place",
                c ->
                    c.equals(other)
                        ? List.of(edit("42", "rule:meant"))
                        : List.of(edit("1 * 42", "rule:odd"))));
    Fix fix = run(TASK);
    assertThat(fix.proposals())
        .extracting(Fix.Proposal::origin)
        .containsExactlyInAnyOrder("rule:odd", "rule:meant");
    assertThat(verdicts(fix))
        .anyMatch(v -> v.startsWith("go back to study code: what passes is odd"));
  }

  @Test
  void asksTheModelWhenRulesHaveNothing() {
    rules = List.of();
    writers = List.of(numbers("model", 42, 43));
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
    assertThat(fix.proposals().getFirst().origin()).isEqualTo("model");
  }

  @Test
  void combinesTwoEditsThatEachBringItNearer() {
    workbench =
        FakeWorkbench.of("a b")
            .test("CodeTest#first", t -> t.contains("A"))
            .test("CodeTest#second", t -> t.contains("A") && t.contains("B"));
    scopes = List.of(scope("a b", 1.0));
    rules = List.of(producer("rule:case", c -> List.of(change(0, "A"), change(2, "B"))));
    Fix fix = run(new Task.FailingTest(TestId.parse("CodeTest")));
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
    assertThat(after(fix)).isEqualTo("A B");
  }

  @Test
  void goesOnFromAnEditThatIsHalfOfTheFix() {
    workbench =
        FakeWorkbench.of("a\nb\nc")
            .test("CodeTest#first", t -> t.contains("A"))
            .test("CodeTest#second", t -> t.equals("A\nb\nC"));
    scopes = List.of(scope("a\nb\nc", 1.0));
    rules =
        List.of(
            producer(
                "rule:case",
                c ->
                    c.text().startsWith("A")
                        ? List.of(change(2, "B"), change(4, "C"))
                        : List.of(change(0, "A"))));
    Fix fix = run(new Task.FailingTest(TestId.parse("CodeTest")));
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
    assertThat(after(fix)).isEqualTo("A\nb\nC");
    assertThat(fix.proposals().getFirst().edits().get(FakeWorkbench.FILE))
        .containsExactly(TextEdit.replace(0, 1, "A"), TextEdit.replace(4, 5, "C"));
    assertThat(digests(fix)).anyMatch(d -> d.contains("2 go on from promising edits"));
  }

  private static Candidate change(int at, String to) {
    return new Candidate(
        FakeWorkbench.FILE, List.of(TextEdit.replace(at, at + 1, to)), "rule:case", 0);
  }

  @Test
  void ofTwoThatPassTheOneThatBehavesAsBeforeElsewhere() {
    rules =
        List.of(
            producer("rule:two", c -> List.of(edit("421", "rule:hides"), edit("42", "rule:two"))));
    workbench = workbench.behaving(t -> t.contains("421") ? 3 : 9);
    chooser = new ByNature(new AsBefore(workbench));
    Fix fix = run(TASK);
    assertThat(fix.proposals())
        .extracting(p -> p.origin() + ": " + p.checks().getLast().detail())
        .containsExactly(
            "rule:two: behaves as before on 9 of 10 generated inputs",
            "rule:hides: behaves as before on 3 of 10 generated inputs");
    workbench = FakeWorkbench.of(TEXT).test("CodeTest#answer", t -> t.contains(" 42"));
    chooser = new ByNature(new AsBefore(workbench));
    Fix unknown = run(TASK);
    assertThat(unknown.proposals())
        .extracting(p -> p.origin() + ": " + p.checks().getLast().name())
        .containsExactly("rule:hides: other tests", "rule:two: other tests");
  }

  @Test
  void aFixThatBreaksAnotherTestIsNone() {
    rules =
        List.of(producer("rule:long", c -> List.of(edit("42" + " + 0".repeat(20), "rule:long"))));
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.NONE);
    assertThat(fix.proposals()).isEmpty();
    assertThat(digests(fix)).anyMatch(d -> d.contains("breaks CodeTest#isShort"));
    assertThat(fix.reason()).contains("nothing left to try").contains("1 changes tried");
  }

  @Test
  void whatPassesAlreadyNeedsNoFix() {
    workbench = FakeWorkbench.of(TEXT).test("CodeTest#answer", t -> true);
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.NONE);
    assertThat(fix.reason()).isEqualTo("CodeTest#answer passes already");
    assertThat(names(fix)).containsExactly("orient");
  }

  @Test
  void aFlakyTestProvesNothing() {
    AtomicInteger asked = new AtomicInteger();
    workbench = FakeWorkbench.of(TEXT).test("CodeTest#answer", t -> asked.getAndIncrement() > 0);
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.NONE);
    assertThat(fix.reason()).contains("flaky");
  }

  @Test
  void withoutTestsItIsAProposalAtMost() {
    workbench =
        new FakeWorkbench(TEXT, t -> true, Sandbox.FORBIDDEN)
            .test("CodeTest#answer", t -> t.contains(" 42"));
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.PROPOSED);
    assertThat(workbench.runs).isZero();
    assertThat(fix.proposals().getFirst().checks())
        .anyMatch(c -> c.name().equals("target test") && !c.passed());
  }

  @Test
  void aCompileErrorTakesThreeSteps() {
    workbench = FakeWorkbench.of("int answer() { syntax error }");
    scopes = List.of(scope("int answer() { syntax error }", 1.0));
    rules =
        List.of(
            producer(
                "rule:repair",
                c ->
                    List.of(
                        new Candidate(
                            FakeWorkbench.FILE,
                            List.of(TextEdit.replace(15, 27, "return 42;")),
                            "rule:repair",
                            0))));
    Task task = new Task.Diagnostic(FakeWorkbench.FILE, new TextRange(15, 16), "err", "bad");
    Fix fix = run(task, open("int answer() { syntax error }"));
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
    assertThat(names(fix)).containsExactly("orient", "propose", "verify");
  }

  @Test
  void anIssueIsVerifiedByTheFailingTestItMeans() {
    Fix fix = run(new Task.Issue("the answer is wrong"));
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
  }

  @Test
  void anIssueThatNoTestShowsIsProposedAtMost() {
    workbench = FakeWorkbench.of(TEXT).test("CodeTest#isShort", t -> t.length() < 60);
    Fix fix = run(new Task.Issue("the answer is wrong"));
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.PROPOSED);
    assertThat(fix.proposals().getFirst().checks())
        .anyMatch(c -> c.detail().equals("no failing test shows the issue"));
  }

  @Test
  void aProducerThatFailsHarmsNobody() {
    rules =
        List.of(
            producer(
                "rule:broken",
                c -> {
                  throw new IllegalStateException("oops");
                }),
            numbers("rule:number", 40, 45));
    Fix fix = run(TASK);
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.VERIFIED);
    assertThat(digests(fix)).anyMatch(d -> d.contains("rule:broken failed"));
  }

  @Test
  void singleShotTakesItsSamplesAndNeverGoesBack() {
    mode = Mode.SINGLE_SHOT;
    rules = List.of();
    writers = List.of(numbers("model", 10, 41));
    Fix none = run(TASK);
    assertThat(none.outcome()).isEqualTo(Fix.Outcome.NONE);
    assertThat(none.reason()).contains("31 changes tried");
    assertThat(verdicts(none)).noneMatch(v -> v.startsWith("go back"));

    writers = List.of(numbers("model", 10, 60));
    assertThat(run(TASK).outcome()).isEqualTo(Fix.Outcome.VERIFIED);
  }

  @Test
  void spentTimeEndsTheRunHonestly() {
    Fix fix = agent().fix(TASK, Agent.Listener.NONE, Budget.of(Duration.ZERO));
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.NONE);
    assertThat(fix.reason()).contains("the time is spent");
  }

  @Test
  void aModelThatRunsOutOfTimeIsNoCancelling() {
    AtomicInteger asked = new AtomicInteger();
    Budget spent = Budget.of(Duration.ofMillis(200));
    rules =
        List.of(
            producer(
                "rule:slow",
                c -> {
                  while (!spent.exhausted()) {
                    asked.incrementAndGet();
                  }
                  throw new CancellationException("stopped while scoring");
                }));
    Fix fix = agent().fix(TASK, Agent.Listener.NONE, spent);
    assertThat(asked.get()).isPositive();
    assertThat(fix.outcome()).isEqualTo(Fix.Outcome.NONE);
    assertThat(fix.reason()).contains("the time is spent");
  }

  @Test
  void cancellingIsImmediate() {
    Budget cancelled = Budget.of(Duration.ofMinutes(1), () -> true);
    assertThatThrownBy(() -> agent().fix(TASK, Agent.Listener.NONE, cancelled))
        .isInstanceOf(CancellationException.class);
    assertThat(workbench.compiled).isZero();
  }

  @Test
  void cancellingInsideAStepIsHeard() {
    AtomicInteger asked = new AtomicInteger();
    Budget later = Budget.of(Duration.ofMinutes(1), () -> asked.incrementAndGet() > 12);
    workbench = FakeWorkbench.of(TEXT).test("CodeTest#answer", t -> false);
    rules = List.of(numbers("rule:number", 100, 5000));
    assertThatThrownBy(() -> agent().fix(TASK, Agent.Listener.NONE, later))
        .isInstanceOf(CancellationException.class);
    assertThat(workbench.runs).isLessThan(40);
  }

  @Test
  void anUnknownTestIsTheUsersError() {
    Task unknown = new Task.FailingTest(TestId.parse("NoTest#none"));
    assertThatThrownBy(() -> run(unknown)).isInstanceOf(UserException.class);
  }

  @Test
  void promptsHoldDigestsAndNoTranscriptAndStayBounded() {
    ScriptedModel scripted =
        new ScriptedModel(false, (p, c) -> c.equals(" no") ? -1.0 : -2.0, r -> List.of());
    model = Optional.of(scripted);
    scopes = List.of(scope(1.0), scope(0.1), scope(0.05));
    rules = List.of(numbers("rule:number", 100, 400));
    List<String> prompts = new ArrayList<>();
    Fix fix =
        agent()
            .fix(
                TASK,
                new Agent.Listener() {
                  @Override
                  public void prompted(String prompt, String answer) {
                    prompts.add(prompt);
                  }
                },
                BUDGET);
    assertThat(prompts).isNotEmpty().allMatch(p -> p.length() < 4_000);
    assertThat(fix.peakPromptTokens())
        .isPositive()
        .isLessThanOrEqualTo(StepwiseAgent.MAX_PROMPT_TOKENS);
    // The model doubted the first place, so the next ones were opened before anything was tried.
    assertThat(verdicts(fix)).anyMatch(v -> v.startsWith("deepen into study code"));
  }

  @Test
  void anOversizedPromptNeverReachesTheModel() {
    ScriptedModel scripted =
        new ScriptedModel(
            false,
            (p, c) -> -1.0,
            r -> List.of(new Completion("", 1, -1, Completion.Stop.END_OF_TEXT)));
    MeteredModel metered = new MeteredModel(scripted, 100, (p, a) -> {});
    Prompt large = Prompt.ofText("x".repeat(10_000));
    assertThatThrownBy(() -> metered.complete(Request.greedy(large, 1), BUDGET))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("over the bound of 100");
    assertThat(scripted.requests).isEmpty();
  }

  @Test
  void everyStepIsToldAsItStartsAndEnds() {
    List<String> told = new ArrayList<>();
    agent()
        .fix(
            TASK,
            new Agent.Listener() {
              @Override
              public void started(String step, String why) {
                told.add("+" + step);
              }

              @Override
              public void ended(Fix.Step step) {
                told.add("-" + step.name());
              }
            },
            BUDGET);
    for (int i = 0; i < told.size(); i += 2) {
      assertThat(told.get(i + 1)).isEqualTo("-" + told.get(i).substring(1));
    }
  }

  private Fix run(Task task) {
    return run(task, Snapshot.OF_DISK);
  }

  private Fix run(Task task, Snapshot snapshot) {
    return agent(snapshot).fix(task, Agent.Listener.NONE, BUDGET);
  }

  private StepwiseAgent agent() {
    return agent(Snapshot.OF_DISK);
  }

  private StepwiseAgent agent(Snapshot snapshot) {
    return new StepwiseAgent(
        workbench,
        model,
        (topic, budget) -> List.of("The answer is 42."),
        m ->
            new Parts(
                (state, budget) -> scopes, rules, rules, writers, inGivenOrder(), inGivenOrder()),
        chooser,
        mode,
        () -> snapshot);
  }

  private static Snapshot open(String text) {
    dev.stepwise.workspace.Documents documents = new dev.stepwise.workspace.Documents();
    documents.open(FakeWorkbench.FILE, "java", 1, text);
    return documents.snapshot();
  }

  private static Ranker inGivenOrder() {
    return (context, candidates) -> {
      List<Ranked> left =
          new ArrayList<>(
              IntStream.range(0, candidates.size())
                  .mapToObj(i -> new Ranked(candidates.get(i), -i))
                  .toList());
      return (count, budget) -> {
        List<Ranked> next = List.copyOf(left.subList(0, Math.min(count, left.size())));
        left.subList(0, next.size()).clear();
        return next;
      };
    };
  }

  private static FaultContext scope(double suspicion) {
    return scope(TEXT, suspicion);
  }

  private static FaultContext scope(String text, double suspicion) {
    return new FaultContext(
        FakeWorkbench.FILE,
        text,
        new TextRange(0, text.length()),
        Map.of(1, suspicion),
        List.of(),
        List.of());
  }

  private static Producer numbers(String origin, int from, int to) {
    return producer(origin, c -> candidates(origin, from, to));
  }

  private static List<Candidate> candidates(String origin, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> edit(String.valueOf(i), origin)).toList();
  }

  private static Candidate edit(String replacement, String origin) {
    int at = TEXT.indexOf('0');
    return new Candidate(
        FakeWorkbench.FILE, List.of(TextEdit.replace(at, at + 1, replacement)), origin, 0);
  }

  private static Producer producer(String name, Function<FaultContext, List<Candidate>> made) {
    return new Producer() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Candidate> produce(FaultContext context, Budget budget) {
        return made.apply(context);
      }
    };
  }

  private static String after(Fix fix) {
    Fix.Proposal best = fix.proposals().getFirst();
    return TextEdit.apply(
        best.before().get(FakeWorkbench.FILE), best.edits().get(FakeWorkbench.FILE));
  }

  private static List<String> names(Fix fix) {
    return fix.steps().stream().map(Fix.Step::name).toList();
  }

  private static List<String> verdicts(Fix fix) {
    return fix.steps().stream().map(Fix.Step::verdict).toList();
  }

  private static List<String> digests(Fix fix) {
    return fix.steps().stream().map(Fix.Step::digest).toList();
  }
}
