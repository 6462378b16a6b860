package dev.stepwise.bench;

import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import dev.stepwise.verify.WorkbenchOptions;
import dev.stepwise.verify.Workbenches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many candidates for one class a second can be compiled and tested. */
public final class CandidateBench {
  private static final int CANDIDATES = 400;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private CandidateBench() {}

  /**
   * The figures, all but the first two per second and warm.
   *
   * @param openSeconds reading the build and compiling the workspace
   * @param firstTestSeconds the first test run, the start of its JVM included
   * @param compiled candidates compiled by all compilers together
   * @param compiledByOne candidates compiled by a single one
   * @param tested candidates whose test was run
   * @param verified candidates compiled and tested, one after the other
   * @param peakRssMb resident memory of this process and the test JVM
   */
  public record Figures(
      double openSeconds,
      double firstTestSeconds,
      double compiled,
      double compiledByOne,
      double tested,
      double verified,
      int peakRssMb) {}

  /**
   * Measures on a workspace.
   *
   * @param file a file of main code, relative to the workspace, with a method body that begins
   *     after {@code anchor}
   * @param anchor text of the file after which a local variable may be declared
   */
  public static Figures measure(Path root, String file, String anchor, TestId test) {
    Path changed = root.toAbsolutePath().normalize().resolve(file);
    String text;
    try {
      text = Files.readString(changed);
    } catch (IOException e) {
      throw new UserException("cannot read " + changed + ": " + e.getMessage(), e);
    }
    if (!text.contains(anchor)) {
      throw new UserException("no '" + anchor + "' in " + changed);
    }
    WorkbenchOptions options = WorkbenchOptions.DEFAULT.withUnsandboxed(true);
    double alone = compileAlone(root, options, changed, text, anchor);
    long start = System.nanoTime();
    try (PeakMemory memory = new PeakMemory();
        Workbench bench = Workbenches.open(root, Map.of(), options, Budget.of(LIMIT))) {
      double open = seconds(start);
      TestId resolved = bench.resolve(test);
      start = System.nanoTime();
      bench.run(bench.baseline(), List.of(resolved), Budget.of(LIMIT));
      double first = seconds(start);
      // Once to warm up, once to count.
      double compiling = 0;
      double testing = 0;
      for (int round = 0; round < 2; round++) {
        List<Variant> variants = variants(changed, text, anchor, round);
        start = System.nanoTime();
        List<Compilation> compiled = bench.compile(variants, Budget.of(LIMIT));
        compiling = seconds(start);
        start = System.nanoTime();
        bench.runAll(compiled, List.of(resolved), CANDIDATES, Budget.of(LIMIT));
        testing = seconds(start);
      }
      return new Figures(
          open,
          first,
          CANDIDATES / compiling,
          alone,
          CANDIDATES / testing,
          CANDIDATES / (compiling + testing),
          memory.residentMb());
    }
  }

  private static double compileAlone(
      Path root, WorkbenchOptions options, Path file, String text, String anchor) {
    try (Workbench bench =
        Workbenches.open(root, Map.of(), options.withCompilers(1), Budget.of(LIMIT))) {
      bench.compile(variants(file, text, anchor, 2), Budget.of(LIMIT));
      long start = System.nanoTime();
      bench.compile(variants(file, text, anchor, 3), Budget.of(LIMIT));
      return CANDIDATES / seconds(start);
    }
  }

  private static List<Variant> variants(Path file, String text, String anchor, int round) {
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      String line = anchor + " int candidate" + round + "x" + i + " = " + i + ";";
      variants.add(new Variant(Map.of(file, text.replace(anchor, line))));
    }
    return variants;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
