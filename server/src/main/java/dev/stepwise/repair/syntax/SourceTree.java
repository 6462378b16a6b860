package dev.stepwise.repair.syntax;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import dev.stepwise.edit.TextRange;
import java.util.Arrays;
import java.util.Optional;

/** The text of a Java file, its syntax tree, and the exact way from one to the other. */
public final class SourceTree {
  private final String text;
  private final int[] lineStarts;
  private final CompilationUnit unit;
  private final String indentUnit;

  private SourceTree(String text, CompilationUnit unit) {
    this.text = text;
    this.unit = unit;
    this.lineStarts = lineStarts(text);
    this.indentUnit = guessIndentUnit(text);
  }

  /** Empty if the text has a syntax error anywhere; other errors do not matter. */
  public static Optional<SourceTree> parse(String text) {
    ParserConfiguration configuration =
        new ParserConfiguration()
            .setLanguageLevel(LanguageLevel.JAVA_25)
            .setAttributeComments(false)
            .setTabSize(1);
    ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(text);
    // Problems without a cause are the validator's: the tree is whole all the same.
    return result.getProblems().stream().noneMatch(p -> p.getCause().isPresent())
        ? result.getResult().map(unit -> new SourceTree(text, unit))
        : Optional.empty();
  }

  public String text() {
    return text;
  }

  public CompilationUnit unit() {
    return unit;
  }

  /** Offset of the node's first character. */
  public int start(Node node) {
    return node.getBegin().map(this::offset).orElse(0);
  }

  /** Offset behind the node's last character. */
  public int end(Node node) {
    return node.getEnd().map(p -> offset(p) + 1).orElse(0);
  }

  public TextRange range(Node node) {
    return new TextRange(start(node), Math.max(start(node), end(node)));
  }

  /** The node as the user wrote it. */
  public String text(Node node) {
    return text.substring(start(node), end(node));
  }

  /** One-based line of an offset. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Offset of the first character of the line that {@code offset} is on. */
  public int lineStart(int offset) {
    return lineStarts[line(offset) - 1];
  }

  /** Offset behind the line's last character, before its line end. */
  public int lineEnd(int offset) {
    int end = offset;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** Leading white space of the line that {@code offset} is on. */
  public String indent(int offset) {
    int start = lineStart(offset);
    int end = start;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  /** One level of indentation as this file has it. */
  public String indentUnit() {
    return indentUnit;
  }

  /** The file's own line end. */
  public String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private int offset(Position position) {
    int line = Math.clamp(position.line - 1L, 0, lineStarts.length - 1);
    return Math.min(text.length(), lineStarts[line] + position.column - 1);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean end =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (end) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static String guessIndentUnit(String text) {
    int least = Integer.MAX_VALUE;
    for (String line : text.split("\\R", 400)) {
      if (line.startsWith("\t")) {
        return "\t";
      }
      int width = line.length() - line.stripLeading().length();
      if (width >= 2 && !line.isBlank() && !line.stripLeading().startsWith("*")) {
        least = Math.min(least, width);
      }
    }
    return least == Integer.MAX_VALUE ? "    " : " ".repeat(Math.min(least, 8));
  }
}
