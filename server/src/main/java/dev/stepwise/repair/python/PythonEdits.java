package dev.stepwise.repair.python;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Level;
import dev.stepwise.repair.python.syntax.PythonLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the edits that rules propose. */
public final class PythonEdits {
  private final FunctionView view;
  private final PythonLayout layout;
  private final Sink sink;

  /** Told of every change; {@code anchors} are nodes whose suspicion counts beside the text's. */
  interface Sink {
    void accept(List<TextEdit> edits, List<SyntaxNode> anchors);
  }

  PythonEdits(FunctionView view, Sink sink) {
    this.view = view;
    this.layout = new PythonLayout(view.tree());
    this.sink = sink;
  }

  /** Replaces an expression by one of a {@link Level}, in parentheses where it needs them. */
  public void replace(SyntaxNode node, String code, int level) {
    all(List.of(edit(node, code, level)), List.of());
  }

  /** Replaces an expression by one that needs no parentheses. */
  public void replace(SyntaxNode node, String code) {
    replace(node, code, Level.ATOM);
  }

  /** Replaces the text between two offsets. */
  public void raw(int start, int end, String code) {
    all(List.of(TextEdit.replace(start, end, code)), List.of());
  }

  /** Replaces two expressions by each other. */
  public void exchange(SyntaxNode first, SyntaxNode second) {
    all(
        List.of(
            edit(first, view.text(second), Level.of(second)),
            edit(second, view.text(first), Level.of(first))),
        List.of());
  }

  private static TextEdit edit(SyntaxNode node, String code, int level) {
    String fitted = level > Level.room(node) ? "(" + code + ")" : code;
    return TextEdit.replace(node.start(), node.end(), fitted);
  }

  /** Adds statements on lines of their own before a statement. */
  public void before(SyntaxNode statement, String code) {
    layout.before(statement, code).ifPresent(e -> all(List.of(e), List.of(statement)));
  }

  /** Adds statements on lines of their own behind a statement. */
  public void after(SyntaxNode statement, String code) {
    List<SyntaxNode> anchors = new ArrayList<>(List.of(statement));
    next(statement).ifPresent(anchors::add);
    layout.after(statement, code).ifPresent(e -> all(List.of(e), anchors));
  }

  /** Removes a statement with its line. */
  public void delete(SyntaxNode statement) {
    layout.delete(statement).ifPresent(e -> all(List.of(e), List.of(statement)));
  }

  /** Replaces a whole statement by others. */
  public void statement(SyntaxNode statement, String code) {
    String indent = view.tree().indent(statement.start());
    String lines = String.join("\n" + indent, List.of(code.split("\n", -1)));
    all(List.of(TextEdit.replace(statement.start(), statement.end(), lines)), List.of(statement));
  }

  /** The statement behind one in its block. */
  public Optional<SyntaxNode> next(SyntaxNode statement) {
    List<SyntaxNode> all = statement.parent().map(SyntaxNode::parts).orElse(List.of());
    int at = all.indexOf(statement);
    return at >= 0 && at + 1 < all.size() ? Optional.of(all.get(at + 1)) : Optional.empty();
  }

  public PythonLayout layout() {
    return layout;
  }

  /** Several edits as one change. */
  public void all(List<TextEdit> edits, List<SyntaxNode> anchors) {
    sink.accept(
        edits.stream()
            .map(this::shortened)
            .filter(e -> e.range().length() > 0 || !e.newText().isEmpty())
            .toList(),
        anchors);
  }

  /** The smallest edit that comes to the same, so that several can be combined. */
  private TextEdit shortened(TextEdit edit) {
    String old = view.tree().text().substring(edit.range().start(), edit.range().end());
    String code = edit.newText();
    int least = Math.min(old.length(), code.length());
    int same = 0;
    while (same < least && old.charAt(same) == code.charAt(same)) {
      same++;
    }
    int tail = 0;
    while (tail < least - same
        && old.charAt(old.length() - 1 - tail) == code.charAt(code.length() - 1 - tail)) {
      tail++;
    }
    return TextEdit.replace(
        edit.range().start() + same,
        edit.range().end() - tail,
        code.substring(same, code.length() - tail));
  }
}
