package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.Kind;
import dev.stepwise.repair.python.syntax.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Questions about expressions, and their text in other surroundings. */
final class Code {
  private static final Map<String, String> OPPOSITE =
      Map.of(
          "==", "!=", "!=", "==", "<", ">=", ">=", "<", ">", "<=", "<=", ">", "in", "not in",
          "not in", "in");

  private Code() {}

  /** The expression's text, in parentheses if it binds looser than {@code level}. */
  static String operand(FunctionView view, SyntaxNode e, int level) {
    return Level.of(e) <= level ? view.text(e) : "(" + view.text(e) + ")";
  }

  /** The operator of a binary, boolean, unary or augmented expression; empty if it has none. */
  static Optional<SyntaxNode> operator(SyntaxNode e) {
    return e.child("operator");
  }

  static String operatorText(SyntaxNode e) {
    return operator(e).map(SyntaxNode::kind).orElse("");
  }

  /** The operator of a comparison of two operands. */
  static Optional<SyntaxNode> comparison(SyntaxNode e) {
    return e.is("comparison_operator") && e.parts().size() == 2
        ? e.children().stream().filter(c -> c.field().equals("operators")).findFirst()
        : Optional.empty();
  }

  /** The opposite of a condition, as people write it. */
  static String negated(FunctionView view, SyntaxNode e) {
    if (e.is("not_operator")) {
      return e.child("argument").map(view::text).orElse(view.text(e));
    }
    Optional<SyntaxNode> operator = comparison(e);
    if (operator.isPresent()) {
      String sign = view.text(operator.get());
      String other =
          sign.equals("is") ? "is not" : sign.equals("is not") ? "is" : OPPOSITE.get(sign);
      if (other != null) {
        return view.text(e.parts().get(0)) + " " + other + " " + view.text(e.parts().get(1));
      }
    }
    return "not " + operand(view, e, Level.NOT);
  }

  /** Arguments of a call, none for one with a generator alone. */
  static List<SyntaxNode> arguments(SyntaxNode call) {
    return call.child("arguments")
        .filter(a -> a.is("argument_list"))
        .map(SyntaxNode::parts)
        .orElse(List.of());
  }

  /** Name of the called function or method. */
  static String called(FunctionView view, SyntaxNode call) {
    SyntaxNode function = call.child("function").orElse(call);
    return function.is("attribute") ? view.text(function, "attribute") : view.text(function);
  }

  /** Conditions about single variables: null, empty, zero. */
  static List<String> guards(FunctionView view, int offset) {
    Set<String> found = new LinkedHashSet<>();
    for (String name : view.variablesAt(offset)) {
      Kind kind = view.kindOf(name);
      if (kind == Kind.NUMBER) {
        found.add(name + " == 0");
        found.add(name + " < 0");
        found.add(name + " > 0");
      } else {
        found.add("not " + name);
        found.add(name);
      }
      if (kind == Kind.UNKNOWN || kind == Kind.OBJECT) {
        found.add(name + " is None");
      }
    }
    return List.copyOf(found);
  }

  /** Conditions that the function itself asks. */
  static List<String> asked(FunctionView view, int offset) {
    return view.donorsAt(offset, Kind.BOOLEAN).stream()
        .filter(d -> d.kind() == Kind.BOOLEAN && !d.node().is("true", "false"))
        .map(d -> d.text())
        .toList();
  }

  /** What the function could return where there is nothing to do, the likeliest first. */
  static List<String> results(FunctionView view) {
    Set<String> found = new LinkedHashSet<>();
    for (SyntaxNode r : view.function().all("return_statement")) {
      if (!r.parts().isEmpty()) {
        SyntaxNode value = r.parts().getFirst();
        switch (view.kind(value)) {
          case BOOLEAN -> found.addAll(List.of("False", "True"));
          case NUMBER -> found.addAll(List.of("0", "-1", "1"));
          case TEXT -> found.add("''");
          case SEQUENCE -> found.add("[]");
          case MAPPING -> found.add("{}");
          case SET -> found.add("set()");
          default -> {
            // Says nothing.
          }
        }
      }
    }
    found.add("None");
    return List.copyOf(found);
  }

  /** Statements that leave the place, the likeliest first. */
  static List<String> exits(FunctionView view, SyntaxNode statement) {
    List<String> exits = new ArrayList<>();
    boolean generator = !view.function().all("yield").isEmpty();
    if (generator) {
      exits.add("return");
    } else {
      results(view).forEach(r -> exits.add(r.equals("None") ? "return None" : "return " + r));
    }
    if (FunctionView.inLoop(statement)) {
      exits.add("continue");
      exits.add("break");
    }
    return exits;
  }

  /** Whether a statement is nothing but text. */
  static boolean isDocstring(SyntaxNode s) {
    return s.is("expression_statement")
        && !s.parts().isEmpty()
        && s.parts().stream().allMatch(p -> p.is("string", "concatenated_string"));
  }

  /** Whether a statement leaves its block. */
  static boolean leaves(SyntaxNode s) {
    return s.is("return_statement", "raise_statement", "break_statement", "continue_statement");
  }

  /** Whether the expression is an operand of and, or, not or a whole condition. */
  static boolean isTruth(SyntaxNode e) {
    return FunctionView.isCondition(e)
        || e.isIn("boolean_operator", "not_operator")
        || e.is("comparison_operator", "not_operator", "boolean_operator");
  }

  /** Whether a value is used whole: given on, returned, assigned, compared or an index. */
  static boolean isWhole(SyntaxNode e) {
    return e.isIn(
            "argument_list",
            "return_statement",
            "keyword_argument",
            "comparison_operator",
            "list",
            "tuple",
            "expression_list",
            "slice",
            "yield",
            "parenthesized_expression")
        || e.isPart("right", "assignment", "augmented_assignment", "for_statement", "for_in_clause")
        || e.isPart("subscript", "subscript");
  }
}
