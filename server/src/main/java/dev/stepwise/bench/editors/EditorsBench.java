package dev.stepwise.bench.editors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.lsp4j.Command;

/**
 * How long an editor waits for the real server: for its first diagnostics, and for a list of code
 * actions while the index is built and while a fix is searched for.
 */
public final class EditorsBench {
  /** From one request to the next: faster than anybody moves the cursor. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** Every so many requests a line is typed before, so that nothing of the last answer is left. */
  private static final int TYPING = 10;

  /** A small folder is indexed before it is shown that it is. */
  private static final int LEAST = 100;

  private final List<String> server;
  private final Consumer<String> log;

  /**
   * @param server the command that starts it
   * @param log told what goes on, one line at a time
   */
  public EditorsBench(List<String> server, Consumer<String> log) {
    this.server = List.copyOf(server);
    this.log = log;
  }

  /**
   * Runs everything.
   *
   * @param tree a large folder of Java files, to be indexed
   * @param workspace a project whose tests fail; not changed
   * @param work an empty folder for the index
   * @return the figures by name, times in milliseconds
   */
  public ObjectNode run(Path tree, Path workspace, Path work, int repeats)
      throws IOException, InterruptedException {
    ObjectNode figures = new ObjectMapper().createObjectNode();
    figures.put("cores", Runtime.getRuntime().availableProcessors());
    figures.put("dir", tree.toString());
    attach(workspace, repeats, figures);
    log.accept("asking while the index is built");
    indexing(tree, work).into(figures, "action", "Indexing");
    log.accept("asking while fixes are searched for");
    fixing(workspace).into(figures, "action", "Fixing");
    return figures;
  }

  /** From the start of the server's process, with a file that does not compile. */
  private void attach(Path workspace, int repeats, ObjectNode figures)
      throws IOException, InterruptedException {
    Path file = javaFiles(workspace, "").getFirst();
    String broken = Files.readString(file) + "\nclass Broken { int broken = unknown; }\n";
    List<Double> initialized = new ArrayList<>();
    List<Double> diagnosed = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      try (RawClient client = new RawClient(server, Map.of())) {
        initialized.add(client.initialize(workspace));
        client.open(file, broken);
        diagnosed.add(client.diagnosed());
      }
      log.accept(
          "initialized after %.0f ms, diagnostics after %.0f ms"
              .formatted(initialized.getLast(), diagnosed.getLast()));
    }
    figures.put("initializeMs", Latencies.rounded(new Latencies(initialized).percentile(0.5)));
    figures.put("attachMs", Latencies.rounded(new Latencies(diagnosed).percentile(0.5)));
    figures.put("attachSlowestMs", Latencies.rounded(new Latencies(diagnosed).percentile(1)));
  }

  private Latencies indexing(Path tree, Path work) throws IOException, InterruptedException {
    Path file = javaFiles(tree, "").getFirst();
    try (RawClient client = new RawClient(server, Map.of("STEPWISE_CACHE", work.toString()))) {
      client.initialize(tree);
      List<Double> millis = new ArrayList<>();
      String uri = client.open(file, Files.readString(file));
      ask(client, uri, millis, () -> millis.size() < LEAST || client.runs("indexing"));
      return new Latencies(millis);
    }
  }

  private Latencies fixing(Path workspace) throws IOException, InterruptedException {
    try (RawClient client = new RawClient(server, Map.of())) {
      client.initialize(workspace);
      List<Double> millis = new ArrayList<>();
      for (Path file : javaFiles(workspace, "Test.java")) {
        String uri = client.open(file, Files.readString(file));
        for (Command fix : client.lenses(uri)) {
          client.execute(fix);
          int before = millis.size();
          ask(client, uri, millis, () -> millis.size() == before || client.runs("Stepwise: "));
          log.accept("%d requests".formatted(millis.size() - before));
        }
      }
      if (millis.isEmpty()) {
        throw new UserException("no tests in " + workspace + ": give --workspace a project");
      }
      return new Latencies(millis);
    }
  }

  private static void ask(RawClient client, String uri, List<Double> millis, BooleanSupplier goOn)
      throws InterruptedException {
    for (int version = 2; goOn.getAsBoolean(); version++) {
      if (version % TYPING == 0) {
        client.type(uri, version);
      }
      millis.add(client.actions(uri, version / TYPING));
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static List<Path> javaFiles(Path folder, String end) {
    List<Path> files =
        new FileTree(folder)
            .files().stream()
                .filter(f -> f.path().endsWith(end.isEmpty() ? ".java" : end))
                .map(FileTree.Entry::file)
                .toList();
    if (files.isEmpty()) {
      throw new UserException(
          "no files named *%s in %s".formatted(end.isEmpty() ? ".java" : end, folder));
    }
    return files;
  }
}
