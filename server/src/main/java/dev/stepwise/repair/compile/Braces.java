package dev.stepwise.repair.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds where a brace is missing, by the indentation. */
final class Braces {
  private Braces() {}

  /**
   * Offsets behind which a closing brace may be missing: ends of lines whose next line of code is
   * indented no deeper than a block that is still open.
   */
  static List<Integer> unclosed(String text) {
    List<Integer> places = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    int offset = 0;
    int lastCode = 0;
    for (String line : text.split("(?<=\n)", -1)) {
      String code = line.strip();
      int indent = line.length() - line.stripLeading().length();
      if (!code.isEmpty() && !code.startsWith("}") && !open.isEmpty() && indent <= open.peek()) {
        places.add(lastCode);
      }
      for (int i = 0; i < code.length(); i++) {
        char c = code.charAt(i);
        if (c == '{') {
          open.push(indent);
        } else if (c == '}' && !open.isEmpty()) {
          open.pop();
        }
      }
      if (!code.isEmpty()) {
        lastCode = offset + line.stripTrailing().length();
      }
      offset += line.length();
    }
    return places;
  }

  /** Offset of the brace that closes the one at {@code open}, or -1; texts are not looked into. */
  static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
