package broken;

import java.util.ArrayList;
import java.util.List;

/** What a reader paid, line by line. */
public final class Receipt {
  private final List<String> lines = new ArrayList<>();
  private int total;

  public void add(String what, int cents) {
    lines.add(what + ": " + cents);
    total += cents;
  }

  /** All lines, the total last. */
  public String print() {
    if (lines.isEmtpy()) {
      return "nothing paid";
    }
    return String.join("\n", lines) + "\ntotal: " + total;
  }
}
