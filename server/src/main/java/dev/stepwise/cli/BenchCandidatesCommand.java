package dev.stepwise.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.bench.CandidateBench;
import dev.stepwise.bench.CandidateBench.Figures;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast candidates are verified; by default on the example library. */
@Command(
    name = "candidates",
    mixinStandardHelpOptions = true,
    description = "Counts how many candidates a second are compiled and tested.")
final class BenchCandidatesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--workspace",
      required = true,
      paramLabel = "DIR",
      description = "For example server/examples/library.")
  private Path workspace = Path.of("");

  @Option(names = "--file", paramLabel = "FILE", description = "Default: the example's LateFee.")
  private String file = "src/main/java/library/LateFee.java";

  @Option(
      names = "--behind",
      paramLabel = "TEXT",
      description = "Text of the file behind which a local variable may be declared.")
  private String anchor = "ChronoUnit.DAYS.between(due, returned);";

  @Option(names = "--test", paramLabel = "CLASS[#METHOD]", description = "Default: LateFeeTest.")
  private String test = "LateFeeTest";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there.")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() {
    Figures figures = CandidateBench.measure(workspace, file, anchor, TestId.parse(test));
    PrintWriter out = Main.out(spec);
    out.printf("open workspace        %8.1f s%n", figures.openSeconds());
    out.printf("first test            %8.1f s%n", figures.firstTestSeconds());
    out.printf("compiled              %8.0f /s%n", figures.compiled());
    out.printf("compiled by one       %8.0f /s%n", figures.compiledByOne());
    out.printf("tested                %8.0f /s%n", figures.tested());
    out.printf("compiled and tested   %8.0f /s%n", figures.verified());
    out.printf("peak resident memory  %8d MB%n", figures.peakRssMb());
    out.flush();
    json.ifPresent(to -> write(to, figures));
    return 0;
  }

  private static void write(Path to, Figures figures) {
    try {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(to.toFile(), figures);
    } catch (IOException e) {
      throw new UserException("cannot write " + to + ": " + e.getMessage(), e);
    }
  }
}
