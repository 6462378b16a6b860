package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import dev.stepwise.edit.TextEdit;
import java.util.List;
import java.util.regex.Pattern;

/** Edits of whole statements that leave the file as tidy as a careful person would. */
public final class Layout {
  private final SourceTree source;

  public Layout(SourceTree source) {
    this.source = source;
  }

  /** Puts {@code code} on a line of its own before {@code statement}. */
  public List<TextEdit> before(Statement statement, String code) {
    int start = source.start(statement);
    if (!inBlock(statement)) {
      return braced(statement, code, "");
    }
    String indent = source.indent(start);
    return startsLine(start)
        ? List.of(TextEdit.replace(start, start, lines(code, indent) + newline() + indent))
        : List.of(TextEdit.replace(start, start, code + " "));
  }

  /** Puts {@code code} on a line of its own behind {@code statement}. */
  public List<TextEdit> after(Statement statement, String code) {
    int end = source.end(statement);
    if (!inBlock(statement)) {
      return braced(statement, "", code);
    }
    int lineEnd = source.lineEnd(end);
    String rest = source.text().substring(end, lineEnd).strip();
    if (!rest.isEmpty() && !rest.startsWith("//")) {
      return List.of(TextEdit.replace(end, end, " " + code));
    }
    String indent = source.indent(source.start(statement));
    return List.of(TextEdit.replace(lineEnd, lineEnd, newline() + indent + lines(code, indent)));
  }

  /** Puts {@code code} at the end of a block. */
  public List<TextEdit> last(BlockStmt block, String code) {
    if (!block.getStatements().isEmpty()) {
      return after(block.getStatement(block.getStatements().size() - 1), code);
    }
    String indent = source.indent(source.start(block));
    String inner = indent + source.indentUnit();
    int open = source.start(block) + 1;
    int close = source.end(block) - 1;
    boolean comment = !source.text().substring(open, close).isBlank();
    int from = comment ? close : open;
    return List.of(
        TextEdit.replace(
            from,
            close,
            (comment ? source.indentUnit() : newline() + inner)
                + lines(code, inner)
                + newline()
                + indent));
  }

  /** Removes a statement and the line it leaves empty; nothing where a statement is needed. */
  public List<TextEdit> delete(Statement statement) {
    return inBlock(statement)
        ? List.of(deleteSpan(source.start(statement), source.end(statement)))
        : List.of();
  }

  /** Removes a stretch of text and, if nothing else stands there, its lines. */
  public TextEdit deleteSpan(int start, int end) {
    int lineEnd = source.lineEnd(end);
    boolean restEmpty = source.text().substring(end, lineEnd).isBlank();
    if (startsLine(start) && restEmpty) {
      int next = lineEnd;
      if (source.text().startsWith("\r\n", next)) {
        next += 2;
      } else if (next < source.text().length()) {
        next++;
      }
      return TextEdit.replace(source.lineStart(start), next, "");
    }
    int from = start;
    int to = end;
    if (startsLine(start)) {
      while (to < lineEnd && source.text().charAt(to) == ' ') {
        to++;
      }
    } else {
      while (from > 0 && source.text().charAt(from - 1) == ' ') {
        from--;
      }
    }
    return TextEdit.replace(from, to, "");
  }

  /** Puts {@code first} to {@code last} into {@code header { … }}, one level deeper. */
  public TextEdit wrap(Statement first, Statement last, String header) {
    int start = source.start(first);
    String indent = source.indent(start);
    String body = deeper(source.text().substring(start, source.end(last)));
    return TextEdit.replace(
        start,
        source.end(last),
        header + " {" + newline() + indent + source.indentUnit() + body + newline() + indent + "}");
  }

  /** Puts the statements of {@code body} in the place of {@code outer}, one level less deep. */
  public List<TextEdit> unwrap(Statement outer, Statement body) {
    String text = inner(body);
    if (text.isBlank()) {
      return delete(outer);
    }
    int from = source.start(outer);
    String target = source.indent(from);
    int bodyStart =
        body instanceof BlockStmt block && !block.getStatements().isEmpty()
            ? source.start(block.getStatement(0))
            : source.start(body);
    String moved = reindent(text, source.indent(bodyStart), target);
    return List.of(TextEdit.replace(from, source.end(outer), moved));
  }

  /** Code of several lines with every line but the first moved from one indentation to another. */
  public String reindent(String code, String from, String to) {
    return code.replaceAll("(\\R)" + Pattern.quote(from), "$1" + to);
  }

  /** The statements of a block without its braces, or the statement itself. */
  public String inner(Statement body) {
    if (!(body instanceof BlockStmt block)) {
      return source.text(body);
    }
    if (block.getStatements().isEmpty()) {
      return "";
    }
    return source
        .text()
        .substring(
            source.start(block.getStatement(0)),
            source.end(block.getStatement(block.getStatements().size() - 1)));
  }

  /** Whether a statement can be added beside this one without braces. */
  public static boolean inBlock(Statement statement) {
    Node parent = statement.getParentNode().orElse(null);
    return parent instanceof BlockStmt
        || (parent instanceof SwitchEntry entry
            && entry.getType() == SwitchEntry.Type.STATEMENT_GROUP);
  }

  private List<TextEdit> braced(Statement statement, String before, String after) {
    Node parent = Nodes.parent(statement);
    String indent = source.indent(source.start(parent));
    String inner = indent + source.indentUnit();
    int start = source.start(statement);
    int from = start;
    while (from > 0 && Character.isWhitespace(source.text().charAt(from - 1))) {
      from--;
    }
    String own = reindent(source.text(statement), source.indent(start), inner);
    StringBuilder body = new StringBuilder(" {");
    for (String part : List.of(lines(before, inner), own, lines(after, inner))) {
      if (!part.isEmpty()) {
        body.append(newline()).append(inner).append(part);
      }
    }
    body.append(newline()).append(indent).append('}');
    return List.of(TextEdit.replace(from, source.end(statement), body.toString()));
  }

  private String deeper(String code) {
    return code.replaceAll("(\\R)(?=[ \\t]*\\S)", "$1" + source.indentUnit());
  }

  private String lines(String code, String indent) {
    return code.replace("\n", newline() + indent);
  }

  private boolean startsLine(int offset) {
    return source.text().substring(source.lineStart(offset), offset).isBlank();
  }

  private String newline() {
    return source.newline();
  }
}
