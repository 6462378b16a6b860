package dev.stepwise.cli;

import dev.stepwise.agent.Agent;
import dev.stepwise.agent.AgentOptions;
import dev.stepwise.agent.AgentOptions.Source;
import dev.stepwise.agent.Agents;
import dev.stepwise.agent.Fix;
import dev.stepwise.agent.Listeners;
import dev.stepwise.agent.Mode;
import dev.stepwise.agent.Task;
import dev.stepwise.agent.trace.Trace;
import dev.stepwise.bench.PeakMemory;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.TestId;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import dev.stepwise.workspace.TextFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds a verified fix and shows it, or writes it with {@code --apply}. */
@Command(
    name = "fix",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Finds a fix, verified by the project's own compiler and tests.",
    footer = {"", "Exit code 0: a verified fix was found; 1: none; 2: usage or environment error."})
final class FixCommand implements Callable<Integer> {
  /** Opening reads the build and compiles; a first time may fetch libraries. */
  private static final Duration OPENING = Duration.ofMinutes(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--workspace",
      required = true,
      paramLabel = "DIR",
      description = "The project's folder.")
  private Path workspace = Path.of("");

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  /** What to fix: exactly one of these. */
  private static final class Target {
    @Option(
        names = "--test",
        paramLabel = "CLASS[#METHOD]",
        description = "Make this failing test pass.")
    private Optional<String> test = Optional.empty();

    @Option(
        names = "--at",
        paramLabel = "FILE:LINE[:COL]",
        description = "Make the compile error there go away.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--issue", paramLabel = "TEXT", description = "Fix what the words describe.")
    private Optional<String> issue = Optional.empty();
  }

  @Mixin private RunOptions run = new RunOptions();

  @Option(names = "--mode", paramLabel = "agent|single-shot", description = "Default: agent.")
  private String mode = "agent";

  @Option(
      names = "--producers",
      paramLabel = "model,rules",
      split = ",",
      description = "Where candidates come from. Default: both.")
  private List<String> producers = List.of("model", "rules");

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Samples of a single shot. Default: ${DEFAULT-VALUE}.")
  private int samples = 50;

  @Option(
      names = "--budget",
      paramLabel = "SECONDS",
      description = "Time for finding the fix. Default: ${DEFAULT-VALUE}.")
  private int budget = 120;

  @Option(names = "--apply", description = "Write the verified fix into the workspace.")
  private boolean apply;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write the run down: Markdown if FILE ends in .md, JSON lines otherwise.")
  private Optional<Path> trace = Optional.empty();

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Path root = root();
    Task task = task(root);
    AgentOptions options = options();
    PrintWriter out = Main.out(spec);
    FixReport report = new FixReport(root);
    FixPrinter printer = new FixPrinter(out);
    try (PeakMemory memory = new PeakMemory();
        Tracing tracing = new Tracing(trace.map(Trace::to));
        LazyIndex index = new LazyIndex(root);
        Model opened = new Model(run.openModel(Budget.of(OPENING)));
        Agent agent =
            Agents.open(
                root,
                opened.model,
                options,
                () -> Snapshot.OF_DISK,
                Agents.searching(root, index),
                Budget.of(OPENING))) {
      Agent.Listener listener =
          json ? tracing.listener() : Listeners.both(printer, tracing.listener());
      Fix fix = agent.fix(task, listener, Budget.of(Duration.ofSeconds(budget)));
      tracing.finished(fix);
      boolean applied = apply && fix.outcome() == Fix.Outcome.VERIFIED;
      if (applied) {
        write(fix.proposals().getFirst());
      }
      double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
      if (json) {
        out.println(report.of(fix, seconds, memory.residentMb(), applied));
        out.flush();
      } else {
        printer.finished(fix, report, seconds, applied);
      }
      return fix.outcome() == Fix.Outcome.VERIFIED ? 0 : 1;
    }
  }

  private Path root() {
    if (!Files.isDirectory(workspace)) {
      throw new UserException("--workspace " + workspace + " is not a folder");
    }
    return workspace.toAbsolutePath().normalize();
  }

  private Task task(Path root) {
    if (target.test.isPresent()) {
      return new Task.FailingTest(TestId.parse(target.test.get()));
    }
    if (target.at.isPresent()) {
      return Place.parse(target.at.get(), root).task();
    }
    String words =
        target
            .issue
            .orElseThrow(() -> new UserException("say what to fix with --test, --at or --issue"))
            .strip();
    if (words.isEmpty()) {
      throw new UserException("--issue needs some words");
    }
    return new Task.Issue(words);
  }

  private AgentOptions options() {
    if (budget < 1 || samples < 1) {
      throw new UserException("--budget and --samples must be at least 1");
    }
    Set<Source> sources = EnumSet.noneOf(Source.class);
    for (String producer : producers) {
      sources.add(
          switch (producer) {
            case "model" -> Source.MODEL;
            case "rules" -> Source.RULES;
            default -> throw new UserException("--producers " + producer + ": use model or rules");
          });
    }
    return AgentOptions.DEFAULT
        .withMode(Mode.parse(mode))
        .withSources(sources)
        .withSeed(run.seed())
        .withSamples(samples)
        .withWorkbench(run.workbench());
  }

  /** Writes each file in one step, unless it changed meanwhile. */
  private static void write(Fix.Proposal proposal) {
    proposal
        .edits()
        .forEach(
            (file, edits) -> {
              TextFile now = TextFile.read(file);
              String before = proposal.before().getOrDefault(file, "");
              if (!now.text().equals(before)) {
                throw new UserException(file + " changed meanwhile; run the command again");
              }
              now.withText(TextEdit.apply(before, edits)).write(file);
            });
  }

  /** A model, if one is used at all, to be closed at the end. */
  private static final class Model implements AutoCloseable {
    private final Optional<LanguageModel> model;

    private Model(Optional<LanguageModel> model) {
      this.model = model;
    }

    @Override
    public void close() {
      model.ifPresent(LanguageModel::close);
    }
  }

  /** A trace, if one is wanted, to be closed at the end. */
  private static final class Tracing implements AutoCloseable {
    private final Optional<Trace> trace;

    private Tracing(Optional<Trace> trace) {
      this.trace = trace;
    }

    private Agent.Listener listener() {
      return trace.<Agent.Listener>map(t -> t).orElse(Agent.Listener.NONE);
    }

    private void finished(Fix fix) {
      trace.ifPresent(t -> t.finished(fix));
    }

    @Override
    public void close() {
      trace.ifPresent(Trace::close);
    }
  }
}
