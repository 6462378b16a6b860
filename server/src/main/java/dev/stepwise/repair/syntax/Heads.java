package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.stepwise.edit.TextRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which lines count for a place in the code. Coverage marks lines that hold instructions, so a
 * place on a continuation line takes part in the suspicion of its whole statement, and a loop's
 * condition in that of the loop's head but not of its body.
 */
public final class Heads {
  private final SourceTree source;
  private final List<TextRange> heads = new ArrayList<>();

  public Heads(MethodView view) {
    this.source = view.source();
    for (Node node : view.nodes()) {
      if (node instanceof Statement s && !(s instanceof BlockStmt)) {
        heads.add(head(s));
      }
    }
  }

  /** One-based lines that count for a node: those of its first token's statement. */
  public Set<Integer> linesOf(Node node) {
    int start = source.start(node);
    return linesOf(new TextRange(start, start));
  }

  /** One-based lines that count for a stretch of text. */
  public Set<Integer> linesOf(TextRange range) {
    Set<Integer> lines = new HashSet<>();
    int last = Math.max(range.start(), range.end() - 1);
    IntStream.of(range.start(), last).forEach(o -> lines.add(source.line(o)));
    heads.stream()
        .filter(h -> h.touches(range.start()))
        .min(Comparator.comparingInt(TextRange::length))
        .ifPresent(
            h ->
                IntStream.rangeClosed(source.line(h.start()), source.line(h.end()))
                    .forEach(lines::add));
    return lines;
  }

  private TextRange head(Statement s) {
    int start = source.start(s);
    int end =
        switch (s) {
          case IfStmt i -> source.start(i.getThenStmt());
          case WhileStmt w -> source.start(w.getBody());
          case ForStmt f -> source.start(f.getBody());
          case ForEachStmt f -> source.start(f.getBody());
          case DoStmt d -> start;
          case TryStmt t -> source.start(t.getTryBlock());
          case SynchronizedStmt y -> source.start(y.getBody());
          case SwitchStmt w -> source.end(w.getSelector());
          default -> source.end(s);
        };
    return new TextRange(start, Math.max(start, end));
  }
}
