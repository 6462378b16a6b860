package dev.stepwise.repair.python.syntax;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.tree.SyntaxNode;
import java.util.List;
import java.util.Optional;

/** Adds, moves and removes statements so that the indentation says what is meant. */
public final class PythonLayout {
  private final PythonTree tree;

  public PythonLayout(PythonTree tree) {
    this.tree = tree;
  }

  /** Code on lines of its own before a statement; empty where that shares its line. */
  public Optional<TextEdit> before(SyntaxNode statement, String code) {
    if (!tree.startsLine(statement)) {
      return Optional.empty();
    }
    String indent = tree.indent(statement.start());
    String lines = indented(code, indent) + newline() + indent;
    return Optional.of(TextEdit.replace(statement.start(), statement.start(), lines));
  }

  /** Code on lines of its own behind a statement; empty where that shares its line. */
  public Optional<TextEdit> after(SyntaxNode statement, String code) {
    int end = tree.lineEnd(statement.end());
    String rest = tree.text().substring(statement.end(), end).strip();
    if (!tree.startsLine(statement) || !(rest.isEmpty() || rest.startsWith("#"))) {
      return Optional.empty();
    }
    String indent = tree.indent(statement.start());
    return Optional.of(TextEdit.replace(end, end, newline() + indent + indented(code, indent)));
  }

  /** Without the statement and its lines; {@code pass} where its block would be empty. */
  public Optional<TextEdit> delete(SyntaxNode statement) {
    int end = tree.lineEnd(statement.end());
    String rest = tree.text().substring(statement.end(), end).strip();
    boolean alone = rest.isEmpty() || rest.startsWith("#");
    boolean only = statement.parent().filter(p -> p.parts().size() > 1).isEmpty();
    if (only || !alone || !tree.startsLine(statement)) {
      return only && !statement.is("pass_statement")
          ? Optional.of(TextEdit.replace(statement.start(), statement.end(), "pass"))
          : Optional.empty();
    }
    // With the line break before it: that lies within the function even for the last statement.
    int start = tree.lineStart(statement.start()) - 1;
    int from = start > 0 && tree.text().charAt(start - 1) == '\r' ? start - 1 : start;
    return from < 0 ? Optional.empty() : Optional.of(TextEdit.replace(from, end, ""));
  }

  /** A statement's text as it is written at the indentation of no other: for use elsewhere. */
  public String bare(SyntaxNode statement) {
    String indent = tree.indent(statement.start());
    StringBuilder out = new StringBuilder();
    for (String line : tree.text(statement).split("\n", -1)) {
      out.append(out.isEmpty() ? "" : "\n")
          .append(
              !out.isEmpty() && line.startsWith(indent) ? line.substring(indent.length()) : line);
    }
    return out.toString();
  }

  /** Statements one level deeper, as a block's body. */
  public String deeper(String code) {
    return tree.indentUnit() + indented(code, tree.indentUnit());
  }

  /** All lines but the first moved in. */
  private String indented(String code, String indent) {
    return String.join(newline() + indent, List.of(code.split("\n", -1)));
  }

  private String newline() {
    return tree.text().contains("\r\n") ? "\r\n" : "\n";
  }
}
