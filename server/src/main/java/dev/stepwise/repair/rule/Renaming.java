package dev.stepwise.repair.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renames a variable in a piece of code. */
final class Renaming {
  private Renaming() {}

  /** {@code code} with {@code from} replaced by {@code to}, members of that name left alone. */
  static String in(String code, String from, String to) {
    return Pattern.compile("(?<![\\w.$])" + Pattern.quote(from) + "(?![\\w$(])")
        .matcher(code)
        .replaceAll(Matcher.quoteReplacement(to));
  }
}
