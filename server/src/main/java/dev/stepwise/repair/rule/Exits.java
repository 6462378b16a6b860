package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.stepwise.repair.syntax.JavaType;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How one can leave a place early. */
final class Exits {
  private Exits() {}

  /** Statements that leave the method or go on with the loop, the likeliest first. */
  static List<String> at(Statement s, MethodView view) {
    List<String> exits = new ArrayList<>();
    if (!inLambda(s, view)) {
      results(view.result()).forEach(r -> exits.add(r.isEmpty() ? "return;" : "return " + r + ";"));
    }
    if (inLoop(s)) {
      exits.add("continue;");
      exits.add("break;");
    }
    return exits;
  }

  /** Values that a method of this type returns when there is nothing to do. */
  static List<String> results(JavaType type) {
    if (type.equals(JavaType.VOID)) {
      return List.of("");
    }
    if (type.isBoolean()) {
      return List.of("false", "true");
    }
    if (type.isNumeric()) {
      List<String> numbers = numbers(type.unboxed().name(), type.isReference());
      return type.isReference()
          ? Stream.concat(Stream.of("null"), numbers.stream()).toList()
          : numbers;
    }
    return type.isString() ? List.of("null", "\"\"") : List.of("null");
  }

  private static List<String> numbers(String primitive, boolean boxed) {
    return switch (primitive) {
      case "int" -> List.of("0", "-1", "1");
      case "long" -> boxed ? List.of("0L") : List.of("0", "-1");
      case "double" -> List.of("0.0");
      case "float" -> List.of("0f");
      case "char" -> List.of("' '");
      default -> boxed ? List.of() : List.of("0");
    };
  }

  static boolean inLoop(Node node) {
    Optional<Node> at = node.getParentNode();
    while (at.isPresent()
        && !(at.get() instanceof LambdaExpr)
        && !(at.get() instanceof CallableDeclaration<?>)) {
      if (at.get() instanceof ForStmt
          || at.get() instanceof ForEachStmt
          || at.get() instanceof WhileStmt
          || at.get() instanceof DoStmt) {
        return true;
      }
      at = at.get().getParentNode();
    }
    return false;
  }

  /**
   * Whether the method ends with a loop that ends only by leaving the method: with any other
   * condition an answer would be missing behind it.
   */
  static boolean isLastEndless(Node node, MethodView view) {
    return node instanceof WhileStmt w
        && w.getCondition() instanceof BooleanLiteralExpr condition
        && condition.getValue()
        && Nodes.parent(w) instanceof BlockStmt block
        && Places.indexOf(block.getStatements(), w) == block.getStatements().size() - 1
        && Nodes.same(Nodes.parent(block), view.declaration())
        && !view.result().equals(JavaType.VOID);
  }

  private static boolean inLambda(Node node, MethodView view) {
    return view.nodes().stream().anyMatch(n -> n instanceof LambdaExpr && n.isAncestorOf(node));
  }
}
