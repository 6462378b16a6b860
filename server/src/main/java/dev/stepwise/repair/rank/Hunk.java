package dev.stepwise.repair.rank;

import java.util.List;

/**
 * One change of a {@link RepairTemplate}: the lines at a location and what replaces them.
 *
 * @param echo the lines as they are, without the template's extra space
 * @param fix the lines as they should be; empty to delete
 */
public record Hunk(Location at, List<String> echo, List<String> fix) {
  public Hunk {
    echo = List.copyOf(echo);
    fix = List.copyOf(fix);
  }

  /** The smallest hunk that turns one list of lines into the other. */
  static Hunk between(List<String> before, List<String> after) {
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    return new Hunk(
        new Location(head, before.size() - head - tail),
        before.subList(head, before.size() - tail),
        after.subList(head, after.size() - tail));
  }
}
