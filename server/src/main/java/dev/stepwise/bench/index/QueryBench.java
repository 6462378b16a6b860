package dev.stepwise.bench.index;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.index.IndexListener;
import dev.stepwise.index.ProjectIndex;
import dev.stepwise.index.Symbol;
import dev.stepwise.workspace.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Latencies of queries and of edits in an index that is there. */
final class QueryBench {
  private static final int FILES = 400;
  private static final int SYMBOL_QUERIES = 20_000;
  private static final int TEXT_QUERIES = 3_000;
  private static final int EDITS = 600;
  private static final int TERMS = 12;

  /** Share of the measurements at the start that only warms up. */
  private static final int WARM_UP = 4;

  private final Random random;

  QueryBench(long seed) {
    random = new Random(seed);
  }

  ObjectNode run(Path folder, Path cache) throws IOException {
    List<FileTree.Entry> files = new ArrayList<>(new FileTree(folder).files());
    files.removeIf(file -> !file.path().endsWith(".java") && !file.path().endsWith(".py"));
    try (ProjectIndex index = ProjectIndex.open(folder, cache)) {
      index.update(IndexListener.NONE, IndexChild.forever());
      List<Symbol> symbols = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        FileTree.Entry file = files.get(random.nextInt(files.size()));
        symbols.addAll(index.outline(file.path()));
        texts.add(Files.readString(file.file(), StandardCharsets.ISO_8859_1));
      }
      double[] lookups = symbols(index, symbols);
      double[] searches = searches(index, texts);
      double[] edits = edits(index, files);
      return new ObjectMapper()
          .createObjectNode()
          .put("symbolP50Ms", percentile(lookups, 50))
          .put("symbolP99Ms", percentile(lookups, 99))
          .put("bm25P50Ms", percentile(searches, 50))
          .put("bm25P99Ms", percentile(searches, 99))
          .put("editP50Ms", percentile(edits, 50))
          .put("editP99Ms", percentile(edits, 99))
          .put("askRssMb", Memory.megabytes("VmRSS:"));
    }
  }

  /** Names as often as they are declared, so common ones come often. */
  private double[] symbols(ProjectIndex index, List<Symbol> symbols) {
    double[] times = new double[SYMBOL_QUERIES];
    for (int i = 0; i < times.length; i++) {
      Symbol symbol = symbols.get(random.nextInt(symbols.size()));
      long start = System.nanoTime();
      List<Symbol> found = index.definitions(symbol.name(), symbol.path(), 20);
      times[i] = (System.nanoTime() - start) / 1e6;
      if (found.isEmpty()) {
        throw new IllegalStateException("not found: " + symbol);
      }
    }
    return times;
  }

  private double[] searches(ProjectIndex index, List<String> texts) {
    double[] times = new double[TEXT_QUERIES];
    for (int i = 0; i < times.length; i++) {
      String[] words = texts.get(random.nextInt(texts.size())).split("\\W+");
      StringBuilder query = new StringBuilder();
      for (int term = 0; term < TERMS; term++) {
        query.append(words[random.nextInt(words.length)]).append(' ');
      }
      long start = System.nanoTime();
      index.searchCode(query.toString(), 10);
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    return times;
  }

  private double[] edits(ProjectIndex index, List<FileTree.Entry> files) throws IOException {
    double[] times = new double[EDITS];
    for (int i = 0; i < times.length; i++) {
      FileTree.Entry file;
      String text;
      do { // until a file ends with a class to type a method into
        file = files.get(random.nextInt(files.size()));
        text = Files.readString(file.file(), StandardCharsets.ISO_8859_1).stripTrailing();
      } while (!text.endsWith("}") || file.path().endsWith("-info.java"));
      String name = "typed" + i;
      int at = text.length() - 1;
      String edited = text.substring(0, at) + "void " + name + "() {}\n" + text.substring(at);
      long start = System.nanoTime();
      index.overlay(file.file(), edited);
      List<Symbol> found = index.definitions(name, file.path(), 1);
      times[i] = (System.nanoTime() - start) / 1e6;
      if (found.isEmpty()) {
        throw new IllegalStateException("not searchable: " + name + " in " + file.path());
      }
    }
    return times;
  }

  private static double percentile(double[] times, int percent) {
    double[] sorted = Arrays.copyOfRange(times, times.length / WARM_UP, times.length);
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
