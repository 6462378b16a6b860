package dev.stepwise.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.agent.AgentOptions;
import dev.stepwise.agent.Mode;
import dev.stepwise.bench.quixbugs.QuixBugsBench;
import dev.stepwise.bench.quixbugs.SolvedPlot;
import dev.stepwise.bench.quixbugs.Summary;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Forty small programs with one bug each: how many are fixed, how well, how fast. */
@Command(
    name = "quixbugs",
    mixinStandardHelpOptions = true,
    description = "Fixes the bugs of a QuixBugs checkout and checks every fix by other means.")
final class BenchQuixBugsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "A checkout of github.com/jkoppel/QuixBugs.")
  private Path folder = Path.of("");

  @Option(names = "--language", paramLabel = "java|python", description = "Default: java.")
  private String language = "java";

  @Option(names = "--mode", paramLabel = "agent|single-shot", description = "Default: agent.")
  private String mode = "agent";

  @Option(names = "--located", description = "Tell the faulty line.")
  private boolean located;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Bugs at the same time. Default: ${DEFAULT-VALUE}.")
  private int jobs = 1;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Samples of a single shot. Default: ${DEFAULT-VALUE}.")
  private int samples = 50;

  @Option(
      names = "--budget",
      paramLabel = "SECONDS",
      description = "Time for each bug. Default: ${DEFAULT-VALUE}.")
  private int budget = 110;

  @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Only these bugs.")
  private List<String> only = List.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures there, after each bug.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw solved bugs over seconds as SVG.")
  private Optional<Path> plot = Optional.empty();

  @Option(
      names = "--with",
      paramLabel = "FILE",
      split = ",",
      description = "JSON of earlier runs to draw into the same plot.")
  private List<Path> earlier = List.of();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Main.out(spec);
    Optional<LanguageModel> opened = run.openModel(Budget.of(Duration.ofMinutes(30)));
    try {
      Summary summary =
          new QuixBugsBench(folder, settings(), opened)
              .run(
                  (line, soFar) -> {
                    out.println(line);
                    out.flush();
                    keep(soFar);
                  });
      out.println(summary.line());
      out.flush();
      if (plot.isPresent()) {
        List<JsonNode> runs = new ArrayList<>();
        runs.add(summary.toJson());
        for (Path file : earlier) {
          runs.add(new ObjectMapper().readTree(file.toFile()));
        }
        Files.writeString(plot.get(), SolvedPlot.of(runs));
      }
      return summary.isHonest() ? 0 : 1;
    } finally {
      opened.ifPresent(LanguageModel::close);
    }
  }

  /** After each bug: a run of an hour that is cut off keeps what it found. */
  private void keep(Summary soFar) {
    try {
      if (json.isPresent()) {
        Files.writeString(json.get(), soFar.toJson().toPrettyString() + "\n");
      }
    } catch (IOException e) {
      throw new UserException("cannot write " + json.get() + ": " + e.getMessage());
    }
  }

  private QuixBugsBench.Settings settings() {
    if (jobs < 1 || budget < 1 || samples < 1) {
      throw new UserException("--jobs, --budget and --samples must be at least 1");
    }
    boolean python =
        switch (language) {
          case "java" -> false;
          case "python" -> true;
          default -> throw new UserException("--language " + language + ": use java or python");
        };
    AgentOptions options =
        AgentOptions.DEFAULT
            .withMode(Mode.parse(mode))
            .withSamples(samples)
            .withSeed(run.seed())
            .withWorkbench(run.workbench());
    return new QuixBugsBench.Settings(
        python, located, jobs, Set.copyOf(only), Duration.ofSeconds(budget), options);
  }
}
