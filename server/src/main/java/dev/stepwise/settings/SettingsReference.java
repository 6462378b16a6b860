package dev.stepwise.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names, types and descriptions of the {@link ServerSettings}: the one source of the JSON schema
 * and the documentation that the clients carry. A test fails where a committed copy is stale.
 */
public final class SettingsReference {
  static final String APPLY = "apply";
  static final String DIAGNOSTICS = "diagnostics";
  static final String SYMBOLS = "symbols";
  static final String LENSES = "lenses";
  static final String RUN_TESTS = "runTests";
  static final String ALLOW_UNSANDBOXED = "allowUnsandboxed";
  static final String BUDGET_SECONDS = "budgetSeconds";
  static final String MODEL = "model";
  static final String PRODUCERS = "producers";

  private static final List<Setting> ALL =
      List.of(
          choice(
              APPLY,
              ServerSettings.Apply.values(),
              "What happens with a fix that was found. `ask`: it is shown, and applied when you say"
                  + " so. `always`: it is applied at once; undo takes it back."),
          choice(
              DIAGNOSTICS,
              ServerSettings.Switch.values(),
              "Whether Stepwise reports compile errors itself. `auto`: only while no other Java"
                  + " server of the same editor is seen to run."),
          choice(
              SYMBOLS,
              ServerSettings.Switch.values(),
              "Whether Stepwise answers symbol search and outlines from its index. `auto`: for Java"
                  + " only, while no other Java server of the same editor is seen to run. `on`: for"
                  + " every language it reads. Start the server anew after a change from `off`."),
          new Setting(LENSES, "boolean", List.of(), "Show \"Fix with Stepwise\" above each test."),
          new Setting(
              RUN_TESTS,
              "boolean",
              List.of(),
              "Whether the project's tests may be run to verify fixes. Off, fixes are only compiled"
                  + " and say so. Editors with a notion of trust turn it off in restricted mode."),
          new Setting(
              ALLOW_UNSANDBOXED,
              "boolean",
              List.of(),
              "Run tests with limits of time and memory only where this machine has no sandbox"
                  + " (bubblewrap). Off, they are not run there."),
          new Setting(
              BUDGET_SECONDS, "integer", List.of(), "Longest time one fix may take, in seconds."),
          new Setting(
              MODEL,
              "string",
              List.of(),
              "Model to use: an entry of `stepwise models list`, a path of a GGUF file, or the URL of"
                  + " an OpenAI-compatible server. Empty: the default of the catalogue."),
          new Setting(
              PRODUCERS,
              "string",
              List.of(),
              "Where candidates come from, separated by commas: `model`, `rules`, or both."));

  private SettingsReference() {}

  /**
   * One setting.
   *
   * @param name without {@code stepwise.}
   * @param jsonType {@code string}, {@code boolean} or {@code integer}
   * @param choices all values of a setting that has few; else empty
   */
  public record Setting(String name, String jsonType, List<String> choices, String description) {
    /** For people. */
    String type() {
      return choices.isEmpty() ? jsonType : String.join(" or ", choices);
    }
  }

  public static List<Setting> all() {
    return ALL;
  }

  static Setting of(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** A JSON schema (draft 7) of the object under {@code stepwise}. */
  public static String schema() {
    Map<String, Object> defaults = ServerSettings.DEFAULTS.values();
    String properties =
        ALL.stream()
            .map(s -> property(s, defaults.getOrDefault(s.name(), "")))
            .collect(Collectors.joining(",\n"));
    return """
    {
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Stepwise",
      "type": "object",
      "properties": {
    %s
      }
    }
    """
        .formatted(properties);
  }

  /** A Markdown table. */
  public static String markdown() {
    Map<String, Object> defaults = ServerSettings.DEFAULTS.values();
    return ALL.stream()
        .map(
            s ->
                "| `stepwise.%s` | %s | `%s` | %s |\n"
                    .formatted(
                        s.name(),
                        s.type(),
                        json(defaults.getOrDefault(s.name(), "")),
                        s.description()))
        .collect(
            Collectors.joining(
                "", "| setting | type | default | meaning |\n| --- | --- | --- | --- |\n", ""));
  }

  private static String property(Setting setting, Object standard) {
    String choices =
        setting.choices().isEmpty()
            ? ""
            : setting.choices().stream()
                .map(SettingsReference::json)
                .collect(Collectors.joining(", ", "      \"enum\": [", "],\n"));
    return "    \"%s\": {\n      \"type\": \"%s\",\n%s      \"default\": %s,\n      \"markdownDescription\": %s\n    }"
        .formatted(
            setting.name(),
            setting.jsonType(),
            choices,
            json(standard),
            json(setting.description()));
  }

  private static String json(Object value) {
    return value instanceof String text
        ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : String.valueOf(value);
  }

  private static Setting choice(String name, Enum<?>[] values, String description) {
    return new Setting(
        name,
        "string",
        Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList(),
        description);
  }
}
