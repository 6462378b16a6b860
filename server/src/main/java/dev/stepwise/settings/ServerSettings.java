package dev.stepwise.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a user of the language server may set, under {@code stepwise.} in every editor. {@link
 * SettingsReference} holds their names, defaults and descriptions, and makes the JSON schema and
 * the documentation from them.
 */
public record ServerSettings(
    Apply apply,
    Switch diagnostics,
    Switch symbols,
    boolean lenses,
    boolean runTests,
    boolean allowUnsandboxed,
    int budgetSeconds,
    String model,
    String producers) {

  public static final ServerSettings DEFAULTS =
      new ServerSettings(
          Apply.ASK, Switch.AUTO, Switch.AUTO, true, true, false, 120, "", "model,rules");

  /** What happens with a fix that was found. */
  public enum Apply {
    ASK,
    ALWAYS
  }

  /** Whether a feature that another server may have as well is on. */
  public enum Switch {
    AUTO,
    ON,
    OFF
  }

  /** How long one fix may take. */
  public Duration budget() {
    return Duration.ofSeconds(budgetSeconds);
  }

  /**
   * These settings with those of {@code values} that are there.
   *
   * @param values names without {@code stepwise.} to strings, numbers or booleans; names that are
   *     not ours are left alone, so that a newer client works with an older server
   * @throws UserException naming the setting and what it may be, if a value does not fit
   */
  public ServerSettings with(Map<String, ?> values) {
    Reader read = new Reader(values);
    return new ServerSettings(
        read.choice(SettingsReference.APPLY, apply),
        read.choice(SettingsReference.DIAGNOSTICS, diagnostics),
        read.choice(SettingsReference.SYMBOLS, symbols),
        read.flag(SettingsReference.LENSES, lenses),
        read.flag(SettingsReference.RUN_TESTS, runTests),
        read.flag(SettingsReference.ALLOW_UNSANDBOXED, allowUnsandboxed),
        read.number(SettingsReference.BUDGET_SECONDS, budgetSeconds),
        read.text(SettingsReference.MODEL, model),
        read.text(SettingsReference.PRODUCERS, producers));
  }

  /** Names to values, as {@link #with} reads them. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(SettingsReference.APPLY, word(apply));
    values.put(SettingsReference.DIAGNOSTICS, word(diagnostics));
    values.put(SettingsReference.SYMBOLS, word(symbols));
    values.put(SettingsReference.LENSES, lenses);
    values.put(SettingsReference.RUN_TESTS, runTests);
    values.put(SettingsReference.ALLOW_UNSANDBOXED, allowUnsandboxed);
    values.put(SettingsReference.BUDGET_SECONDS, budgetSeconds);
    values.put(SettingsReference.MODEL, model);
    values.put(SettingsReference.PRODUCERS, producers);
    return values;
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Reads single values, complaining in one line. */
  private record Reader(Map<String, ?> values) {

    private Optional<Object> value(String name) {
      return Optional.ofNullable(values.get(name));
    }

    private <E extends Enum<E>> E choice(String name, E old) {
      Object value = value(name).orElse(old);
      for (E choice : old.getDeclaringClass().getEnumConstants()) {
        if (choice.equals(value) || word(choice).equals(value)) {
          return choice;
        }
      }
      throw bad(name, value);
    }

    private boolean flag(String name, boolean old) {
      return switch (value(name).orElse(old)) {
        case Boolean flag -> flag;
        case Object other -> throw bad(name, other);
      };
    }

    private int number(String name, int old) {
      return switch (value(name).orElse(old)) {
        case Number number when number.doubleValue() >= 1 && number.doubleValue() <= 86_400 ->
            number.intValue();
        case Object other -> throw bad(name, other);
      };
    }

    private String text(String name, String old) {
      return switch (value(name).orElse(old)) {
        case String text -> text;
        case Object other -> throw bad(name, other);
      };
    }

    private static UserException bad(String name, Object value) {
      return new UserException(
          "setting stepwise."
              + name
              + " cannot be "
              + value
              + ": use "
              + SettingsReference.of(name).type());
    }
  }
}
