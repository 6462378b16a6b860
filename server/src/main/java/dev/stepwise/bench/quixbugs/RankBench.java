package dev.stepwise.bench.quixbugs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stepwise.edit.LineDiff;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Told;
import dev.stepwise.repair.locate.Scope;
import dev.stepwise.repair.locate.ScopeFinder;
import dev.stepwise.repair.model.FreeRepair;
import dev.stepwise.repair.model.LineFill;
import dev.stepwise.repair.model.Sampling;
import dev.stepwise.repair.rank.Location;
import dev.stepwise.repair.rank.RankParts;
import dev.stepwise.repair.rank.Ranked;
import dev.stepwise.repair.rank.Ranker;
import dev.stepwise.repair.rank.Ranking;
import dev.stepwise.repair.rank.RepairTemplate;
import dev.stepwise.repair.rule.RuleProducer;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.Workbench;
import dev.stepwise.verify.WorkbenchOptions;
import dev.stepwise.verify.Workbenches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Measures the model's parts alone, without agent and coverage: at which place of the ranking the
 * first rule-made candidate stands that passes all tests, and how many bugs the model fixes by
 * itself, told the line and not told.
 */
public final class RankBench {
  private static final Duration FOR_ONE = Duration.ofMinutes(10);

  /** Candidates ranked, then verified, at a time: few, so that little is ranked behind the fix. */
  private static final int TOGETHER = 20;

  private final Checkout checkout;
  private final Settings settings;
  private final Optional<LanguageModel> model;

  /**
   * What to measure.
   *
   * @param most candidates verified in each ranking; a fix behind them counts as not found
   * @param samples what the model writes for each bug; 0 leaves generation out
   * @param tell whether the model is told what the failing test saw, which the agent leaves out
   * @param only names of the bugs to run; empty for all
   */
  public record Settings(
      int most,
      int samples,
      long seed,
      boolean tell,
      Set<String> only,
      WorkbenchOptions workbench) {
    public Settings {
      only = Set.copyOf(only);
    }
  }

  public RankBench(Path folder, Settings settings, Optional<LanguageModel> model) {
    this.checkout = Checkout.at(folder);
    this.settings = settings;
    this.model = model;
  }

  /**
   * Runs all Java bugs.
   *
   * @param told one line for each bug as it is done
   */
  public RankSummary run(Consumer<String> told) {
    List<RankSummary.Bug> bugs = new ArrayList<>();
    for (String name : names()) {
      RankSummary.Bug bug = inWorkbench(name, this::measured);
      bugs.add(bug);
      told.accept(bug.line());
    }
    return new RankSummary(model.map(m -> m.info().id()).orElse("none"), settings.samples(), bugs);
  }

  /**
   * What the weights of the ranking are fitted from: the parts of every rule-made candidate's score
   * and whether it passes all tests.
   *
   * @param rows one JSON object each
   */
  public void parts(Consumer<JsonNode> rows) {
    if (!model.map(m -> m.info().repairTemplate()).orElse(false)) {
      throw new UserException("--parts needs a model that was tuned for repair");
    }
    for (String name : names()) {
      inWorkbench(
          name,
          (project, trial) -> {
            List<RankParts> parts = parts(project);
            Set<Integer> passing =
                Set.copyOf(trial.passing(parts.stream().map(RankParts::candidate).toList()));
            for (int i = 0; i < parts.size(); i++) {
              rows.accept(json(name, parts.get(i), passing.contains(i)));
            }
            return parts.size();
          });
    }
  }

  private List<RankParts> parts(Project project) {
    List<RankParts> parts = new ArrayList<>();
    for (FaultContext scope : scopes(project, Told.NOTHING)) {
      Budget budget = Budget.of(FOR_ONE);
      List<Candidate> made = new RuleProducer().produce(scope, budget);
      parts.addAll(RankParts.of(model.orElseThrow(), scope, made, budget));
    }
    return parts;
  }

  private static JsonNode json(String bug, RankParts parts, boolean passes) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("bug", bug)
        .put("rule", parts.candidate().origin())
        .put("location", parts.location())
        .put("fix", parts.fix())
        .put("original", parts.original())
        .put("prior", parts.prior())
        .put("siblings", parts.siblings())
        .put("inserts", parts.inserts())
        .put("passes", passes);
  }

  private List<String> names() {
    return checkout.bugs(Checkout.Language.JAVA).stream()
        .filter(name -> settings.only().isEmpty() || settings.only().contains(name))
        .toList();
  }

  private <T> T inWorkbench(String name, BiFunction<Project, Trial, T> work) {
    Path folder;
    try {
      folder = Files.createTempDirectory("stepwise-rank");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Project project = Project.java(checkout, name, folder.resolve("project"));
      try (Workbench workbench =
          Workbenches.open(project.root(), Map.of(), settings.workbench(), Budget.of(FOR_ONE))) {
        return work.apply(project, new Trial(project, workbench, Budget.of(FOR_ONE)));
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private RankSummary.Bug measured(Project project, Trial trial) {
    Told told = settings.tell() ? Told.of(trial.failures()) : Told.NOTHING;
    List<FaultContext> scopes = scopes(project, told);
    Budget budget = Budget.of(FOR_ONE);
    Order order = new Order();
    int candidates = 0;
    for (FaultContext scope : scopes) {
      List<Candidate> made = new RuleProducer().produce(scope, budget);
      candidates += made.size();
      order.add(Ranker.of(model).start(scope, made));
    }
    long nanos = 0;
    int place = 0;
    int asked = 0;
    while (place == 0 && asked < settings.most() && !budget.exhausted()) {
      int batch = Math.min(TOGETHER, settings.most() - asked);
      long start = System.nanoTime();
      List<Candidate> next = new ArrayList<>();
      inTime(() -> next.addAll(order.next(batch, budget)), budget);
      nanos += System.nanoTime() - start;
      if (next.isEmpty()) {
        break;
      }
      int found = trial.firstPassing(next);
      place = found == 0 ? 0 : asked + found;
      asked += next.size();
    }
    boolean generates = settings.samples() > 0 && model.isPresent();
    return new RankSummary.Bug(
        project.bug(),
        candidates,
        place,
        nanos / 1e9,
        generates && inTime(() -> located(project, scopes, trial, budget), budget),
        generates && inTime(() -> free(project, scopes, trial, budget), budget));
  }

  /** A bug whose candidates seldom end uses up its time; what is not done by then is not solved. */
  private static boolean inTime(BooleanSupplier solved, Budget budget) {
    try {
      return !budget.exhausted() && solved.getAsBoolean();
    } catch (CancellationException e) {
      if (!budget.exhausted()) {
        throw e;
      }
      return false;
    }
  }

  private static List<FaultContext> scopes(Project project, Told told) {
    return ScopeFinder.byExtension().scopes(project.program(), project.buggy()).stream()
        .map(Scope::range)
        .map(
            range ->
                new FaultContext(
                    project.program(),
                    project.buggy(),
                    range,
                    Map.of(),
                    List.of(),
                    List.of(),
                    told))
        .toList();
  }

  /** Told the lines that the reference changes. */
  private boolean located(Project project, List<FaultContext> scopes, Trial trial, Budget budget) {
    Optional<Fault> fault = fault(project, scopes);
    if (fault.isEmpty() || !model.orElseThrow().info().repairTemplate()) {
      return false;
    }
    LineFill fill = new LineFill(model.orElseThrow(), sampling());
    return trial.firstPassing(fill.at(fault.get().at(), fault.get().scope(), budget)) > 0;
  }

  /** Told the method, as in training, but not the line. */
  private boolean free(Project project, List<FaultContext> scopes, Trial trial, Budget budget) {
    Optional<Fault> fault = fault(project, scopes);
    if (fault.isEmpty() || !model.orElseThrow().info().repairTemplate()) {
      return false;
    }
    FreeRepair free = new FreeRepair(model.orElseThrow(), sampling());
    return trial.firstPassing(free.produce(fault.get().scope(), budget)) > 0;
  }

  private Sampling sampling() {
    return Sampling.LINES.withSamples(settings.samples()).withSeed(settings.seed());
  }

  private record Fault(FaultContext scope, Location at) {}

  /** The method with the first line that the reference changes, and the lines it changes there. */
  private static Optional<Fault> fault(Project project, List<FaultContext> scopes) {
    int line = project.faultyLine();
    for (FaultContext scope : scopes) {
      RepairTemplate template = RepairTemplate.of(scope);
      if (template.fileLine(0) > line || template.fileLine(template.lines().size() - 1) < line) {
        continue;
      }
      Optional<FaultContext> right =
          scopes(
                  new Project(
                      project.bug(),
                      project.root(),
                      project.program(),
                      project.reference(),
                      project.reference(),
                      project.test()),
                  Told.NOTHING)
              .stream()
              .filter(r -> head(r).equals(head(scope)))
              .findFirst();
      if (right.isPresent()) {
        List<String> after = RepairTemplate.of(right.get()).lines();
        List<LineDiff.Hunk> hunks = LineDiff.of(bare(template.lines()), bare(after)).hunks();
        if (!hunks.isEmpty()) {
          LineDiff.Hunk first = hunks.getFirst();
          return Optional.of(
              new Fault(
                  scope,
                  new Location(first.beforeStart(), first.beforeEnd() - first.beforeStart())));
        }
      }
    }
    return Optional.empty();
  }

  private static String bare(List<String> lines) {
    return lines.stream().map(Project::bare).collect(Collectors.joining("\n"));
  }

  private static String head(FaultContext scope) {
    return scope
        .text()
        .substring(scope.scope().start(), scope.text().indexOf('{', scope.scope().start()))
        .replaceAll("\\s+", "");
  }

  /** The rankings of several methods as one. */
  private static final class Order {
    private final List<Ranking> rankings = new ArrayList<>();
    private final List<List<Ranked>> ahead = new ArrayList<>();

    void add(Ranking ranking) {
      rankings.add(ranking);
      ahead.add(new ArrayList<>());
    }

    List<Candidate> next(int count, Budget budget) {
      List<Candidate> out = new ArrayList<>();
      while (out.size() < count) {
        int best = -1;
        for (int i = 0; i < rankings.size(); i++) {
          if (ahead.get(i).isEmpty()) {
            ahead.get(i).addAll(rankings.get(i).next(count, budget));
          }
          if (!ahead.get(i).isEmpty()
              && (best < 0
                  || ahead.get(i).getFirst().score() > ahead.get(best).getFirst().score())) {
            best = i;
          }
        }
        if (best < 0) {
          break;
        }
        out.add(ahead.get(best).removeFirst().candidate());
      }
      return out;
    }
  }
}
