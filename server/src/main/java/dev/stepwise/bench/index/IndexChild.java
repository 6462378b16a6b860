package dev.stepwise.bench.index;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.index.IndexListener;
import dev.stepwise.index.ProjectIndex;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One step of the benchmark in a process of its own, so that memory and start-up are those of a
 * server. Prints one JSON object.
 */
public final class IndexChild {
  private static final ObjectMapper JSON = new ObjectMapper();

  private IndexChild() {}

  /** Arguments: {@code build}, {@code reopen} or {@code ask}; folder; cache; seed. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    Path cache = Path.of(args[2]);
    ObjectNode result =
        switch (args[0]) {
          case "build" -> build(folder, cache);
          case "reopen" -> reopen(folder, cache);
          default -> new QueryBench(Long.parseLong(args[3])).run(folder, cache);
        };
    System.out.println(JSON.writeValueAsString(result));
  }

  private static ObjectNode build(Path folder, Path cache) throws IOException {
    double before = Memory.processorSeconds();
    long start = System.nanoTime();
    try (ProjectIndex index = ProjectIndex.open(folder, cache)) {
      index.update(IndexListener.NONE, forever());
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpu = Memory.processorSeconds() - before;
      long lines =
          index.projectFacts().languages().values().stream().mapToLong(Long::longValue).sum();
      // what a server does when it becomes idle
      System.gc();
      return JSON.createObjectNode()
          .put("seconds", seconds)
          .put("cpuSeconds", cpu)
          .put("lines", lines)
          .put("peakRssMb", Memory.megabytes("VmHWM:"))
          .put("restRssMb", Memory.megabytes("VmRSS:"))
          .put("restAnonMb", Memory.megabytes("RssAnon:"))
          .put("restFileMb", Memory.megabytes("RssFile:"))
          .put("diskMb", size(cache) / 1e6);
    }
  }

  private static ObjectNode reopen(Path folder, Path cache) {
    long start = System.nanoTime();
    try (ProjectIndex index = ProjectIndex.open(folder, cache)) {
      int found = index.definitions("main", "", 1).size();
      double opened = (System.nanoTime() - start) / 1e6;
      index.update(IndexListener.NONE, forever());
      double verified = (System.nanoTime() - start) / 1e6;
      System.gc();
      return JSON.createObjectNode()
          .put("found", found)
          .put("reopenMs", opened)
          .put("verifiedMs", verified)
          .put("restRssMb", Memory.megabytes("VmRSS:"))
          .put("restAnonMb", Memory.megabytes("RssAnon:"))
          .put("restFileMb", Memory.megabytes("RssFile:"));
    }
  }

  static Budget forever() {
    return Budget.of(Duration.ofHours(1));
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
