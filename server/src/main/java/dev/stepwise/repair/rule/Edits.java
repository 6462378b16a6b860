package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.ArrayList;
import java.util.List;

/** Takes the edits that rules propose. */
public final class Edits {
  private final SourceTree source;
  private final Layout layout;
  private final Sink sink;

  /** Told of every change; {@code anchors} are nodes whose suspicion counts beside the text's. */
  interface Sink {
    void accept(List<TextEdit> edits, List<Node> anchors);
  }

  Edits(SourceTree source, Sink sink) {
    this.source = source;
    this.layout = new Layout(source);
    this.sink = sink;
  }

  /** Replaces one node. */
  public void replace(Node node, String code) {
    replace(source.start(node), source.end(node), code);
  }

  /** Replaces the text between two offsets. */
  public void replace(int start, int end, String code) {
    all(List.of(shortened(start, end, code)), List.of());
  }

  /** Replaces what stands between two neighbours, for example an operator. */
  public void between(Node left, Node right, String code) {
    int from = source.end(left);
    int to = source.start(right);
    replace(from, to, code);
  }

  /** Replaces two nodes by each other. */
  public void exchange(Node first, Node second) {
    all(
        List.of(
            TextEdit.replace(source.start(first), source.end(first), source.text(second)),
            TextEdit.replace(source.start(second), source.end(second), source.text(first))),
        List.of());
  }

  /** Adds statements on lines of their own before {@code statement}. */
  public void before(Statement statement, String code) {
    all(layout.before(statement, code), List.of(statement));
  }

  /** Adds statements on lines of their own behind {@code statement}. */
  public void after(Statement statement, String code) {
    List<Node> anchors = new ArrayList<>(List.of(statement));
    if (statement.getParentNode().orElse(null) instanceof BlockStmt block) {
      int next = block.getStatements().indexOf(statement) + 1;
      block.getStatements().stream().skip(next).limit(1).forEach(anchors::add);
    }
    all(layout.after(statement, code), anchors);
  }

  /** Adds statements at the end of a block. */
  public void last(BlockStmt block, String code) {
    all(layout.last(block, code), List.of(block));
  }

  /** Removes a statement with its line. */
  public void delete(Statement statement) {
    all(layout.delete(statement), List.of(statement));
  }

  /** Puts statements into {@code header { … }}. */
  public void wrap(Statement first, Statement last, String header) {
    all(List.of(layout.wrap(first, last, header)), List.of(first));
  }

  /** Puts the statements of {@code body} in the place of {@code outer}. */
  public void unwrap(Statement outer, Statement body) {
    all(layout.unwrap(outer, body), List.of(outer));
  }

  /** Edits that belong together; nothing for an empty list. */
  public void all(List<TextEdit> edits, List<Node> anchors) {
    if (!edits.isEmpty()) {
      sink.accept(edits, anchors);
    }
  }

  public Layout layout() {
    return layout;
  }

  /** Without the text that stays the same at either end. */
  private TextEdit shortened(int start, int end, String code) {
    String old = source.text().substring(start, end);
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
    return TextEdit.replace(start + same, end - tail, code.substring(same, code.length() - tail));
  }
}
