package dev.stepwise.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.bench.index.IndexBench;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast, how small and how right the index is. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = "Builds, reopens, edits and asks the index of a large tree, beside ctags.")
final class BenchIndexCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The tree. Default: the sources of the running JDK.")
  private @Nullable Path folder;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures there.")
  private @Nullable Path json;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "How often builds are timed; the median counts. Default: ${DEFAULT-VALUE}.")
  private int repeats = 3;

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (repeats < 1) {
      throw new UserException("--repeats must be at least 1");
    }
    Path work = Files.createTempDirectory("stepwise-bench-index");
    try {
      IndexBench bench = new IndexBench(spec.commandLine().getErr()::println, seed, repeats);
      ObjectNode result = bench.run(tree(work), Files.createDirectory(work.resolve("work")));
      String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result);
      Main.out(spec).println(text);
      if (json != null) {
        Files.writeString(json, text + "\n");
      }
      return 0;
    } finally {
      IndexBench.delete(work);
    }
  }

  private Path tree(Path work) throws IOException {
    Path given = Optional.ofNullable(folder).map(Path::toAbsolutePath).orElse(work.resolve("jdk"));
    if (folder == null && !IndexBench.unpackJdk(given)) {
      throw new UserException("this JDK has no src.zip: give a tree with --dir");
    }
    if (!Files.isDirectory(given)) {
      throw new UserException("no such folder: " + given + "; give --dir a folder");
    }
    return given;
  }
}
