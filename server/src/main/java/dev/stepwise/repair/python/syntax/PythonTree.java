package dev.stepwise.repair.python.syntax;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.language.tree.SyntaxParser;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.treesitter.TreeSitterPython;

/** The text of a Python file, its syntax tree, and the way from one to the other. */
public final class PythonTree {
  private static final SyntaxParser PARSER = new SyntaxParser(TreeSitterPython::new);

  private final String text;
  private final SyntaxNode root;
  private final String indentUnit;
  private final int[] lineStarts;

  private PythonTree(String text, SyntaxNode root) {
    this.text = text;
    this.root = root;
    this.indentUnit = guessIndentUnit(text);
    this.lineStarts =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, text.length())
                    .filter(i -> text.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  /** Empty if the text has a syntax error anywhere. */
  public static Optional<PythonTree> parse(String text) {
    return PARSER.parse(text).map(root -> new PythonTree(text, root));
  }

  public String text() {
    return text;
  }

  public SyntaxNode root() {
    return root;
  }

  /** The node as the user wrote it. */
  public String text(SyntaxNode node) {
    return text.substring(node.start(), node.end());
  }

  public TextRange range(SyntaxNode node) {
    return new TextRange(node.start(), node.end());
  }

  /** One-based line of an offset. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Offset of the first character of the line that {@code offset} is on. */
  public int lineStart(int offset) {
    return offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Offset behind the line's last character, before its line end. */
  public int lineEnd(int offset) {
    int end = text.indexOf('\n', offset);
    int stop = end < 0 ? text.length() : end;
    return stop > offset && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
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

  /** Whether nothing but white space stands before the node on its line. */
  public boolean startsLine(SyntaxNode node) {
    return text.substring(lineStart(node.start()), node.start()).isBlank();
  }

  /** One level of indentation as this file has it. */
  public String indentUnit() {
    return indentUnit;
  }

  private static String guessIndentUnit(String text) {
    int least = Integer.MAX_VALUE;
    for (String line : text.split("\\R", 400)) {
      if (line.startsWith("\t")) {
        return "\t";
      }
      int width = line.length() - line.stripLeading().length();
      if (width >= 2 && !line.isBlank()) {
        least = Math.min(least, width);
      }
    }
    return least == Integer.MAX_VALUE ? "    " : " ".repeat(Math.min(least, 8));
  }
}
