package dev.stepwise.cli;

import dev.stepwise.index.Hit;
import dev.stepwise.index.IndexListener;
import dev.stepwise.index.ProjectFacts;
import dev.stepwise.index.ProjectIndex;
import dev.stepwise.index.Symbol;
import dev.stepwise.model.catalogue.CacheFolder;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stepwise index}: builds the index of a workspace or brings it up to date, and asks it. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = "Build and query the index of a workspace.")
final class IndexCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Option(names = "--workspace", required = true, paramLabel = "DIR", description = "The folder.")
  private Path workspace = Path.of(".");

  @Option(names = "--cache", paramLabel = "DIR", description = "Where the index is kept.")
  private @Nullable Path cache;

  @Option(names = "--stats", description = "Print what kind of project it is.")
  private boolean stats;

  @Option(
      names = "--query",
      paramLabel = "TEXT",
      description = "A name or words: prints definitions, callers, code and documentation.")
  private @Nullable String query;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!Files.isDirectory(workspace)) {
      throw new UserException("no such folder: " + workspace + "; give --workspace a folder");
    }
    PrintWriter out = Main.out(spec);
    Path cacheDir = cache == null ? CacheFolder.open() : cache;
    long start = System.nanoTime();
    try (ProjectIndex index = ProjectIndex.open(workspace, cacheDir)) {
      double opened = (System.nanoTime() - start) / 1e6;
      index.update(new Told(spec.commandLine().getErr()), Budget.of(Duration.ofHours(1)));
      double updated = (System.nanoTime() - start) / 1e6;
      ProjectFacts facts = index.projectFacts();
      long lines = facts.languages().values().stream().mapToLong(Long::longValue).sum();
      out.printf(
          Locale.ROOT,
          "%,d lines; opened in %.0f ms, up to date after %.0f ms%n",
          lines,
          opened,
          updated);
      if (stats) {
        print(facts, out);
      }
      if (query != null) {
        print(index, query, out);
      }
    }
    out.flush();
    return 0;
  }

  private static void print(ProjectFacts facts, PrintWriter out) {
    out.println("build:     " + named(facts.buildSystems()));
    out.println("modules:   " + facts.modules().size());
    out.println("JDK:       " + (facts.jdk().isEmpty() ? "not told" : facts.jdk()));
    out.println("tests:     " + named(facts.testFrameworks()));
    facts
        .languages()
        .forEach((name, lines) -> out.printf(Locale.ROOT, "%-10s %,d lines%n", name, lines));
  }

  private static void print(ProjectIndex index, String query, PrintWriter out) {
    List<Symbol> definitions = index.definitions(query, "", SHOWN);
    List<String> lines = new ArrayList<>();
    (definitions.isEmpty() ? index.symbols(query, SHOWN) : definitions)
        .forEach(symbol -> lines.add("definition " + place(symbol)));
    index
        .callers(query, "", SHOWN)
        .forEach(reference -> lines.add("caller     " + place(reference.enclosing())));
    for (Hit hit : index.searchCode(query, SHOWN)) {
      lines.add("code       " + place(hit.symbol()));
    }
    for (Hit hit : index.searchDocs(query, SHOWN)) {
      String summary = hit.symbol().summary();
      lines.add("docs       " + place(hit.symbol()) + (summary.isEmpty() ? "" : ": " + summary));
    }
    lines.forEach(out::println);
    if (lines.isEmpty()) {
      out.println("nothing found for " + query);
    }
  }

  private static String named(List<String> names) {
    return names.isEmpty() ? "none found" : String.join(", ", names);
  }

  /** Tells how far a build is that takes longer than one likes to wait without a word. */
  private static final class Told implements IndexListener {
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintWriter err;
    private final AtomicLong last = new AtomicLong(System.nanoTime());

    Told(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void progress(int done, int total) {
      long before = last.get();
      long now = System.nanoTime();
      if (now - before > PAUSE_NANOS && last.compareAndSet(before, now)) {
        err.printf(Locale.ROOT, "indexed %,d of %,d files%n", done, total);
        err.flush();
      }
    }
  }

  private static String place(Symbol symbol) {
    return symbol.path() + ":" + (symbol.line() + 1) + " " + symbol.signature();
  }
}
