package dev.stepwise.repair.rank;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lines of a {@link RepairTemplate} a fix replaces.
 *
 * @param first zero-based index of the first replaced line
 * @param count how many lines are replaced; 0 inserts before line {@code first}
 */
public record Location(int first, int count) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4})|(\\+))?");

  public Location {
    if (first < 0 || count < 0) {
      throw new IllegalArgumentException("bad location " + first + ", " + count);
    }
  }

  /** Reads {@code 7}, {@code 7-9} or {@code 7+} (insert after line 7); empty if it is neither. */
  public static Optional<Location> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    int from = Integer.parseInt(form.group(1));
    if (form.group(3) != null) {
      return Optional.of(new Location(from, 0));
    }
    int to = form.group(2) == null ? from : Integer.parseInt(form.group(2));
    return from < 1 || to < from
        ? Optional.empty()
        : Optional.of(new Location(from - 1, to - from + 1));
  }

  /** The template's form, lines counted from 1. */
  @Override
  public String toString() {
    return switch (count) {
      case 0 -> first + "+";
      case 1 -> String.valueOf(first + 1);
      default -> (first + 1) + "-" + (first + count);
    };
  }
}
