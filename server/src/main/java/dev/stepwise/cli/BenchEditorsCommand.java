package dev.stepwise.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.bench.editors.EditorsBench;
import dev.stepwise.bench.index.IndexBench;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long editors wait for the server. */
@Command(
    name = "editors",
    mixinStandardHelpOptions = true,
    description = "Times attaching, and code actions while the server indexes and fixes.")
final class BenchEditorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The tree to index. Default: the sources of the JDK that runs this.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description = "The project whose tests to fix; not changed. Default: the example library.")
  private Optional<Path> workspace = Optional.empty();

  @Option(
      names = "--server",
      paramLabel = "PROGRAM",
      description = "Starts the server with the argument serve. Default: server/bin/stepwise.")
  private Optional<Path> server = Optional.empty();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description =
          "How often the server is started; the median counts. Default: ${DEFAULT-VALUE}.")
  private int repeats = 5;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures there.")
  private Optional<Path> json = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (repeats < 1) {
      throw new UserException("--repeats must be at least 1");
    }
    Path work = Files.createTempDirectory("stepwise-bench-editors");
    try {
      EditorsBench bench = new EditorsBench(command(), spec.commandLine().getErr()::println);
      ObjectNode figures =
          bench.run(
              tree(work),
              existing(workspace.orElseGet(() -> home("server/examples/library")), "--workspace"),
              Files.createDirectory(work.resolve("cache")),
              repeats);
      String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures);
      Main.out(spec).println(text);
      Main.out(spec).flush();
      if (json.isPresent()) {
        Files.writeString(json.get(), text + "\n");
      }
      return 0;
    } finally {
      IndexBench.delete(work);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    Path program = existing(server.orElseGet(() -> home("server/bin/stepwise")), "--server");
    command.add(program.toString());
    command.add("serve");
    return command;
  }

  private Path tree(Path work) throws IOException {
    Path given = folder.orElseGet(() -> work.resolve("jdk"));
    if (folder.isEmpty() && !IndexBench.unpackJdk(given)) {
      throw new UserException("this JDK has no src.zip: give a tree with --dir");
    }
    return existing(given, "--dir");
  }

  /** A file of the checkout that this runs from. */
  private static Path home(String path) {
    return Path.of(System.getProperty("stepwise.home", "")).resolve(path);
  }

  private static Path existing(Path file, String option) {
    if (!Files.exists(file)) {
      throw new UserException("no such file or folder: " + file + "; give it with " + option);
    }
    return file.toAbsolutePath().normalize();
  }
}
