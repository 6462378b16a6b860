package dev.stepwise.cli;

import dev.stepwise.bench.quixbugs.RankBench;
import dev.stepwise.bench.quixbugs.RankSummary;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How well the model ranks and writes by itself, without agent and coverage. */
@Command(
    name = "rank",
    mixinStandardHelpOptions = true,
    description = "Measures ranking and generation alone on a QuixBugs checkout.")
final class BenchRankCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "A checkout of github.com/jkoppel/QuixBugs.")
  private Path folder = Path.of("");

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "Candidates verified for each bug. Default: ${DEFAULT-VALUE}.")
  private int most = 3000;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "What the model writes for each bug; 0 for none. Default: ${DEFAULT-VALUE}.")
  private int samples = 10;

  @Option(
      names = "--tell-failure",
      description = "Tell the model what the failing test saw, as the agent does not.")
  private boolean tell;

  @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Only these bugs.")
  private List<String> only = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--parts",
      paramLabel = "FILE",
      description =
          "Only write the parts of each candidate's score there, as JSON lines, and whether it"
              + " passes: what models/training fits the weights of the ranking from.")
  private Optional<Path> parts = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (most < 1 || samples < 0) {
      throw new UserException("--most must be at least 1 and --samples at least 0");
    }
    PrintWriter out = Main.out(spec);
    Optional<LanguageModel> opened = run.openModel(Budget.of(Duration.ofMinutes(30)));
    try {
      RankBench.Settings settings =
          new RankBench.Settings(
              most, samples, run.seed(), tell, Set.copyOf(only), run.workbench());
      RankBench bench = new RankBench(folder, settings, opened);
      if (parts.isPresent()) {
        writeParts(bench, parts.get());
        return 0;
      }
      RankSummary summary =
          bench.run(
              line -> {
                out.println(line);
                out.flush();
              });
      out.println(summary.line());
      out.flush();
      if (json.isPresent()) {
        Files.writeString(json.get(), summary.toJson().toPrettyString() + "\n");
      }
      return 0;
    } finally {
      opened.ifPresent(LanguageModel::close);
    }
  }

  private static void writeParts(RankBench bench, Path file) throws IOException {
    try (PrintWriter rows = new PrintWriter(Files.newBufferedWriter(file))) {
      bench.parts(rows::println);
    }
  }
}
