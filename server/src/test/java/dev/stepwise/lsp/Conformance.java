package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the tests saw of one editor. It is written to {@code target/editors/NAME.json} and compared
 * with that editor's column of the table in clients/README.md: a capability that the table has
 * otherwise is a failure. With {@code STEPWISE_TABLE=write} in the environment the table is brought
 * up to date instead.
 *
 * @param editor the column's title
 */
public record Conformance(String editor) {
  private static final Path TABLE = Path.of("..", "clients", "README.md");
  private static final String BEGIN = "<!-- conformance -->";
  private static final String END = "<!-- end -->";
  private static final String VERSION = "version";
  private static final List<String> TIMES =
      List.of("attach", "action list, median", "action list, slowest", "apply");

  public Conformance works(Capability capability) throws IOException {
    return capability(capability, "works");
  }

  /**
   * @param how what users do instead
   */
  public Conformance fallsBack(Capability capability, String how) throws IOException {
    return capability(capability, "falls back: " + how);
  }

  public Conformance notPossible(Capability capability, String why) throws IOException {
    return capability(capability, "not possible: " + why);
  }

  public Conformance version(String version) throws IOException {
    record(VERSION, version);
    return this;
  }

  /** The first moment at which the editor's user could ask for a fix, from its start. */
  public Conformance attach(double millis) throws IOException {
    record(TIMES.getFirst(), millis(millis));
    return this;
  }

  /**
   * @param millis from asking for code actions to having them, as seen by the editor
   */
  public Conformance actionLists(List<Double> millis) throws IOException {
    List<Double> sorted = millis.stream().sorted().toList();
    record(TIMES.get(1), millis(sorted.get(sorted.size() / 2)));
    record(TIMES.get(2), "%s of %d".formatted(millis(sorted.getLast()), sorted.size()));
    return this;
  }

  /** From taking the fix to seeing it in the text. */
  public Conformance apply(double millis) throws IOException {
    record(TIMES.get(3), millis(millis));
    return this;
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  private Conformance capability(Capability capability, String cell) throws IOException {
    record(capability.title(), cell);
    Optional.ofNullable(committed().get(editor))
        .map(column -> column.get(capability.title()))
        .filter(said -> !said.isEmpty())
        .ifPresent(
            said ->
                assertThat(cell)
                    .as("%s, %s, in clients/README.md", editor, capability.title())
                    .isEqualTo(said));
    return this;
  }

  private void record(String row, String cell) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "editors"));
    Path file = folder.resolve(editor.replaceAll("[^A-Za-z0-9.]+", "-") + ".json");
    ObjectMapper json = new ObjectMapper();
    Map<String, String> cells =
        Files.exists(file)
            ? json.readValue(file.toFile(), new TypeReference<LinkedHashMap<String, String>>() {})
            : new LinkedHashMap<>();
    cells.put(row, cell);
    json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), cells);
    if ("write".equals(System.getenv("STEPWISE_TABLE"))) {
      Map<String, Map<String, String>> table = committed();
      table.computeIfAbsent(editor, e -> new LinkedHashMap<>()).put(row, cell);
      write(table);
    }
  }

  /** Column to row to cell, of the committed table. */
  private static Map<String, Map<String, String>> committed() throws IOException {
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    List<String> editors = List.of();
    for (String line : tableText().lines().filter(l -> l.startsWith("|")).toList()) {
      List<String> cells =
          List.of(line.substring(1).split("\\|")).stream().map(String::strip).toList();
      if (table.isEmpty()) {
        editors = cells.subList(1, cells.size());
        editors.forEach(e -> table.put(e, new LinkedHashMap<>()));
      } else if (!cells.getFirst().startsWith("---")) {
        for (int i = 1; i < cells.size(); i++) {
          table.get(editors.get(i - 1)).put(cells.getFirst(), cells.get(i));
        }
      }
    }
    return table;
  }

  private static String tableText() throws IOException {
    String readme = Files.readString(TABLE);
    return readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
  }

  private static void write(Map<String, Map<String, String>> table) throws IOException {
    List<String> rows = new ArrayList<>(List.of(VERSION));
    for (Capability capability : Capability.values()) {
      rows.add(capability.title());
    }
    rows.addAll(TIMES);
    StringBuilder text = new StringBuilder("\n| |");
    table.keySet().forEach(e -> text.append(' ').append(e).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(table.size())).append('\n');
    for (String row : rows) {
      text.append("| ").append(row).append(" |");
      table.values().forEach(c -> text.append(' ').append(c.getOrDefault(row, "")).append(" |"));
      text.append('\n');
    }
    String readme = Files.readString(TABLE);
    Files.writeString(TABLE, readme.replace(tableText(), text));
  }
}
