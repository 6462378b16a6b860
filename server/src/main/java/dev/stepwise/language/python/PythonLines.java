package dev.stepwise.language.python;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration.Kind;
import dev.stepwise.language.tree.Recovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds Python's classes and functions by lines and indentation. To the grammar an unclosed bracket
 * swallows all that comes after it; nobody who reads the text is fooled.
 */
final class PythonLines implements Recovery {
  private static final Pattern HEAD =
      Pattern.compile(
          "^([ \\t]*)((?:async[ \\t]+)?def|class)[ \\t]+([\\p{L}_][\\p{L}\\p{N}_]*)",
          Pattern.MULTILINE);

  private static final Pattern DOC =
      Pattern.compile("\\s*[rRuU]?((\"{3}|'{3})(?s:.*?)\\2|\"[^\"\\n]*\"|'[^'\\n]*')");

  @Override
  public List<Block> blocks(String text) {
    String code = blank(text);
    List<Block> blocks = new ArrayList<>();
    Matcher head = HEAD.matcher(code);
    while (head.find()) {
      int start = head.start(2);
      int end = end(code, head.end(), width(head.group(1)));
      int body = Math.min(end, body(code, head.end(3)));
      blocks.add(
          new Block(
              head.group(2).equals("class") ? Kind.CLASS : Kind.FUNCTION,
              new TextRange(start, end),
              new TextRange(head.start(3), head.end(3)),
              new TextRange(body, end),
              doc(text, body, end)));
    }
    return blocks;
  }

  /**
   * The text with comments turned to spaces and strings to letters, their line ends too: lines
   * within a string belong to the line it begins on, whatever their indentation.
   */
  private static String blank(String text) {
    char[] code = text.toCharArray();
    int at = 0;
    while (at < code.length) {
      char c = code[at];
      if (c == '#') {
        int end = lineEnd(text, at);
        Arrays.fill(code, at, end, ' ');
        at = end;
      } else if (c == '"' || c == '\'') {
        int end = stringEnd(text, at, c);
        Arrays.fill(code, at, end, '_');
        at = end;
      } else {
        at++;
      }
    }
    return new String(code);
  }

  /** Where a string ends; after its quote if it never does. */
  private static int stringEnd(String text, int start, char quote) {
    String three = String.valueOf(quote).repeat(3);
    if (text.startsWith(three, start)) {
      int end = text.indexOf(three, start + 3);
      return end < 0 ? start + 3 : end + 3;
    }
    for (int at = start + 1; at < text.length() && text.charAt(at) != '\n'; at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        return at + 1;
      }
    }
    return start + 1;
  }

  /** End of the last line that is indented more than the head, blank lines aside. */
  private static int end(String code, int from, int width) {
    int end = lineEnd(code, from);
    int lineStart = end + 1;
    while (lineStart < code.length()) {
      int lineEnd = lineEnd(code, lineStart);
      String line = code.substring(lineStart, lineEnd);
      String bare = line.strip();
      if (!bare.isEmpty()) {
        boolean closes = ")]}".indexOf(bare.charAt(0)) >= 0;
        if (!closes && width(line) <= width) {
          break;
        }
        end = lineStart + line.stripTrailing().length();
      }
      lineStart = lineEnd + 1;
    }
    return Math.min(end, code.length());
  }

  /** After the colon that ends the head; after its line if there is none outside brackets. */
  private static int body(String code, int from) {
    int depth = 0;
    for (int at = from; at < code.length(); at++) {
      char c = code.charAt(at);
      if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (c == ':' && depth == 0) {
        return skipSpace(code, at + 1);
      } else if (c == '\n' && (depth <= 0 || startsHead(code, at + 1))) {
        break;
      }
    }
    return skipSpace(code, lineEnd(code, from));
  }

  private static boolean startsHead(String code, int lineStart) {
    return HEAD.matcher(code).region(lineStart, lineEnd(code, lineStart)).lookingAt();
  }

  private static int skipSpace(String code, int from) {
    int at = from;
    while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
      at++;
    }
    return at;
  }

  private static Optional<TextRange> doc(String text, int body, int end) {
    Matcher doc = DOC.matcher(text).region(body, end);
    return doc.lookingAt()
        ? Optional.of(new TextRange(doc.start(1), doc.end(1)))
        : Optional.empty();
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', Math.min(from, text.length()));
    return end < 0 ? text.length() : end;
  }

  private static int width(String line) {
    int width = 0;
    for (int i = 0; i < line.length() && line.charAt(i) <= ' '; i++) {
      width += line.charAt(i) == '\t' ? 8 - width % 8 : 1;
    }
    return width;
  }
}
