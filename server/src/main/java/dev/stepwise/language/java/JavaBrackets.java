package dev.stepwise.language.java;

import java.util.Arrays;

/**
 * Matches the brackets of broken text: where one is missing or too many, indentation tells which. A
 * closing brace at the start of a line belongs to the innermost open one whose line, or whose
 * statement's first line, is indented as much.
 */
final class JavaBrackets {
  /** How far back the start of a statement is looked for. */
  private static final int FARTHEST = 400;

  private final JavaTokens tokens;
  private int[] open = new int[64];
  private int depth;

  private JavaBrackets(JavaTokens tokens) {
    this.tokens = tokens;
  }

  /** Takes out brackets that belong to nothing and matches the others. */
  static void mend(JavaTokens tokens) {
    match(tokens);
    boolean[] closing = new boolean[tokens.size + 1];
    for (int at = 0; at < tokens.size; at++) {
      closing[Math.max(0, tokens.match[at])] |= tokens.match[at] >= 0;
    }
    boolean[] stray = new boolean[tokens.size];
    for (int at = 0; at < tokens.size; at++) {
      char kind = tokens.kind[at];
      boolean opens = kind == '(' || kind == '[' || kind == '{';
      boolean closes = kind == ')' || kind == ']' || kind == '}';
      stray[at] = (opens && tokens.match[at] < 0) || (closes && !closing[at]);
    }
    tokens.remove(stray);
    match(tokens);
  }

  private static void match(JavaTokens tokens) {
    Arrays.fill(tokens.match, 0, tokens.size, -1);
    new JavaBrackets(tokens).run();
  }

  private void run() {
    for (int at = 0; at < tokens.size; at++) {
      if (at > 0 && isFirstOnLine(at)) {
        closeByIndentation(at);
      }
      switch (tokens.kind[at]) {
        case '(', '[' -> push(at);
        case '{' -> {
          if (!isStray(at)) {
            push(at);
          }
        }
        case ')' -> close('(', at);
        case ']' -> close('[', at);
        case '}' -> closeBrace(at);
        case ';' -> dropParentheses();
        default -> {}
      }
    }
    while (depth > 0) {
      int left = open[--depth];
      if (tokens.kind[left] == '{') {
        tokens.match[left] = Math.max(left, tokens.size - 1);
      }
    }
  }

  private void push(int at) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    open[depth++] = at;
  }

  private void close(char opening, int at) {
    if (depth > 0 && tokens.kind[open[depth - 1]] == opening) {
      tokens.match[open[--depth]] = at;
    }
  }

  /** A statement ends, so only the parentheses of {@code for} and {@code try} stay open. */
  private void dropParentheses() {
    while (depth > 0 && tokens.kind[open[depth - 1]] != '{') {
      int before = open[depth - 1] - 1;
      if (before >= 0
          && (tokens.kind[before] == JavaKeywords.FOR || tokens.kind[before] == JavaKeywords.TRY)) {
        return;
      }
      depth--;
    }
  }

  private void closeBrace(int at) {
    int top = topBrace();
    if (top < 0) {
      return;
    }
    if (isFirstOnLine(at)) {
      int place = placeFor(indent(at), top);
      if (place >= 0) {
        closeDownTo(place, at);
      }
    } else if (lineOf(open[top]) == lineOf(at) || mayEndLine(at)) {
      closeDownTo(top, at);
    }
  }

  /** What stands in a block is indented more than what the block belongs to. */
  private void closeByIndentation(int at) {
    char kind = tokens.kind[at];
    if (")]}{".indexOf(kind) >= 0 || kind == JavaKeywords.CASE || kind == JavaKeywords.DEFAULT) {
      return;
    }
    int indent = indent(at);
    for (int top = topBrace(); top >= 0; top = topBrace()) {
      if (indent > indent(statementOf(open[top]))) {
        return;
      }
      closeDownTo(top, at - 1);
    }
  }

  /** Place in the stack of the brace that one at this indentation closes, -1 if it is too many. */
  private int placeFor(int indent, int top) {
    for (int place = top; place >= 0; place--) {
      int brace = open[place];
      if (tokens.kind[brace] == '{'
          && (indent(brace) == indent || indent(statementOf(brace)) == indent)) {
        return place;
      }
    }
    int place = -1;
    for (int i = top; i >= 0; i--) {
      int brace = open[i];
      if (tokens.kind[brace] == '{') {
        if (indent(statementOf(brace)) < indent) {
          break;
        }
        place = i;
      }
    }
    return place;
  }

  private void closeDownTo(int place, int at) {
    while (depth > place) {
      int brace = open[--depth];
      if (tokens.kind[brace] == '{') {
        tokens.match[brace] = depth == place ? at : at - 1;
      }
    }
  }

  private int topBrace() {
    int place = depth - 1;
    while (place >= 0 && tokens.kind[open[place]] != '{') {
      place--;
    }
    return place;
  }

  /** Whether what follows a closing brace in the middle of a line can follow it. */
  private boolean mayEndLine(int at) {
    char next = tokens.kind[at + 1];
    return lineOf(at + 1) != lineOf(at) || ");,}.]".indexOf(next) >= 0 || next == JavaTokens.END;
  }

  /** An opening brace in the middle of a line, closed nowhere in it, after something unusual. */
  private boolean isStray(int at) {
    if (at + 1 >= tokens.size || lineOf(at + 1) != lineOf(at) || at == 0) {
      return false;
    }
    char before = tokens.kind[at - 1];
    if (")>=],{(;}".indexOf(before) >= 0 || before == JavaKeywords.STATIC) {
      return false;
    }
    int line = lineOf(at);
    int level = 0;
    for (int i = at; i < tokens.size && lineOf(i) == line; i++) {
      level += tokens.kind[i] == '{' ? 1 : tokens.kind[i] == '}' ? -1 : 0;
      if (level == 0) {
        return false;
      }
    }
    return true;
  }

  /** The first token of the statement or declaration that a brace belongs to. */
  private int statementOf(int brace) {
    int at = brace;
    int level = 0;
    int farthest = Math.max(0, brace - FARTHEST);
    while (at > farthest) {
      char before = tokens.kind[at - 1];
      if (before == ')') {
        level++;
      } else if (before == '(') {
        level = Math.max(0, level - 1);
      } else if (before == '{' || before == '}' || (before == ';' && level == 0)) {
        break;
      }
      at--;
    }
    return at;
  }

  private boolean isFirstOnLine(int at) {
    return at == 0 || lineOf(at) > tokens.start[at - 1];
  }

  /** Offset of the start of a token's line. */
  private int lineOf(int at) {
    int offset = tokens.start[at];
    while (offset > 0 && tokens.text[offset - 1] != '\n' && tokens.text[offset - 1] != '\r') {
      offset--;
    }
    return offset;
  }

  private int indent(int at) {
    int line = lineOf(at);
    int offset = line;
    while (offset < tokens.start[at] && tokens.text[offset] <= ' ') {
      offset++;
    }
    return offset - line;
  }
}
