package dev.stepwise.bench.quixbugs;

import dev.stepwise.agent.Agent;
import dev.stepwise.agent.AgentOptions;
import dev.stepwise.agent.Agents;
import dev.stepwise.agent.Fix;
import dev.stepwise.bench.PeakMemory;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.UnifiedDiff;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Lets the agent loose on every bug of a QuixBugs checkout and checks what it says by means of its
 * own.
 */
public final class QuixBugsBench {
  private static final Duration OPENING = Duration.ofMinutes(2);

  private final Checkout checkout;
  private final Settings settings;
  private final Optional<LanguageModel> model;

  /**
   * What to run.
   *
   * @param python whether the Python half is meant
   * @param located whether the agent is told the faulty line
   * @param jobs bugs worked on at the same time
   * @param only names of the bugs to run; empty for all
   */
  public record Settings(
      boolean python,
      boolean located,
      int jobs,
      Set<String> only,
      Duration budget,
      AgentOptions options) {
    public Settings {
      only = Set.copyOf(only);
    }
  }

  public QuixBugsBench(Path folder, Settings settings, Optional<LanguageModel> model) {
    this.checkout = Checkout.at(folder);
    this.settings = settings;
    this.model = model;
  }

  /**
   * Runs all bugs.
   *
   * @param told one line for each bug as it is done, and the figures of all done so far
   */
  public Summary run(BiConsumer<String, Summary> told) {
    List<String> bugs = new ArrayList<>(checkout.bugs(language()));
    if (!settings.only().isEmpty()) {
      bugs.removeIf(b -> !settings.only().contains(b));
    }
    if (bugs.isEmpty()) {
      throw new UserException("no such bug; names are those of the checkout's test files");
    }
    List<Result> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(settings.jobs())) {
      List<Future<Result>> futures = new ArrayList<>();
      for (String bug : bugs) {
        futures.add(pool.submit(() -> one(bug)));
      }
      for (Future<Result> future : futures) {
        Result result = future.get();
        results.add(result);
        told.accept(line(result), summary(results));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return summary(results);
  }

  private Summary summary(List<Result> results) {
    return new Summary(settings, model.map(m -> m.info().id()).orElse("none"), results);
  }

  private Checkout.Language language() {
    return settings.python() ? Checkout.Language.PYTHON : Checkout.Language.JAVA;
  }

  private Result one(String bug) {
    try {
      Path folder = Files.createTempDirectory("stepwise-quixbugs");
      try {
        return one(bug, folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result one(String bug, Path folder) {
    Path root = folder.resolve("project");
    Project project =
        settings.python() ? Project.python(checkout, bug, root) : Project.java(checkout, bug, root);
    AgentOptions options = settings.options();
    if (settings.located()) {
      options = options.withHint(project.program(), project.faultyLine());
    }
    long start = System.nanoTime();
    try (PeakMemory memory = new PeakMemory();
        Agent agent =
            Agents.open(
                root,
                model,
                options,
                () -> Snapshot.OF_DISK,
                (topic, budget) -> List.of(),
                Budget.of(OPENING))) {
      Fix fix = agent.fix(project.task(), Agent.Listener.NONE, Budget.of(settings.budget()));
      double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
      int peak = memory.residentMb();
      return checked(project, folder, fix, seconds, peak);
    } catch (UserException e) {
      Fix none =
          new Fix(
              Fix.Outcome.NONE,
              String.valueOf(e.getMessage()),
              List.of(),
              0,
              List.of(),
              0,
              0,
              "none");
      double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
      return new Result(
          bug,
          false,
          false,
          new Equivalence.Answer(false, false, ""),
          none,
          "",
          seconds,
          0,
          String.valueOf(e.getMessage()));
    }
  }

  /** Writes the fix and has it judged by those who know nothing of the agent. */
  private Result checked(Project project, Path folder, Fix fix, double seconds, int peak) {
    boolean verified = fix.outcome() == Fix.Outcome.VERIFIED;
    boolean confirmed = false;
    String diff = "";
    Equivalence.Answer answer = new Equivalence.Answer(false, false, "no fix");
    if (!fix.proposals().isEmpty()) {
      Fix.Proposal best = fix.proposals().getFirst();
      StringBuilder all = new StringBuilder();
      best.edits()
          .forEach(
              (file, edits) -> {
                String before = best.before().getOrDefault(file, "");
                String after = TextEdit.apply(before, edits);
                all.append(UnifiedDiff.of(String.valueOf(file.getFileName()), before, after));
                write(file, after);
              });
      diff = all.toString();
      List<TextEdit> edits = best.edits().getOrDefault(project.program(), List.of());
      String fixed = TextEdit.apply(project.buggy(), edits);
      if (settings.python()) {
        confirmed = FreshRun.passesPython(project);
        if (confirmed) {
          long seed = settings.options().seed();
          answer = PythonEquivalence.of(checkout, project, folder, fixed, seed);
        }
      } else {
        Path classes = folder.resolve("fixed");
        confirmed = FreshRun.passesJava(project, classes);
        if (confirmed) {
          Path reference = folder.resolve("reference");
          best.before().forEach(QuixBugsBench::write);
          write(project.program(), project.reference());
          if (!FreshRun.compile(project, reference)) {
            throw new IllegalStateException("the reference does not compile: " + project.bug());
          }
          answer =
              Equivalence.of(
                  checkout, project, fixed, classes, reference, settings.options().seed());
        }
      }
    }
    return new Result(project.bug(), verified, confirmed, answer, fix, diff, seconds, peak, "");
  }

  private static String line(Result result) {
    String said =
        result.isFalse()
            ? "FALSE"
            : result.verified() ? (result.equivalent() ? "equivalent" : "plausible") : "-";
    return "%-30s %-10s %6.1f s %3d steps  %s"
        .formatted(
            result.bug(),
            said,
            result.seconds(),
            result.fix().steps().size(),
            result.verified()
                ? result.fix().proposals().getFirst().origin() + ", " + result.answer().how()
                : result.fix().reason());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
