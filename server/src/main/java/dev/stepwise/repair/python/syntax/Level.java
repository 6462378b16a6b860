package dev.stepwise.repair.python.syntax;

import dev.stepwise.language.tree.SyntaxNode;

/** How tightly expressions bind: the smaller, the tighter. Python's reference, section 6.17. */
public final class Level {
  public static final int ATOM = 0;
  public static final int POWER = 1;
  public static final int SIGN = 2;
  public static final int PRODUCT = 3;
  public static final int SUM = 4;
  public static final int SHIFT = 5;
  public static final int BIT_AND = 6;
  public static final int BIT_XOR = 7;
  public static final int BIT_OR = 8;
  public static final int COMPARISON = 9;
  public static final int NOT = 10;
  public static final int AND = 11;
  public static final int OR = 12;
  public static final int CONDITIONAL = 13;

  /** A lambda, a yield, a tuple without parentheses. */
  public static final int LOOSE = 14;

  private Level() {}

  public static int of(SyntaxNode e) {
    return switch (e.kind()) {
      case "binary_operator" -> ofOperator(operator(e));
      case "unary_operator" -> SIGN;
      case "comparison_operator" -> COMPARISON;
      case "not_operator" -> NOT;
      case "boolean_operator" -> operator(e).equals("and") ? AND : OR;
      case "conditional_expression" -> CONDITIONAL;
      case "lambda", "yield", "expression_list", "named_expression", "await", "list_splat" -> LOOSE;
      default -> ATOM;
    };
  }

  public static int ofOperator(String operator) {
    return switch (operator) {
      case "**" -> POWER;
      case "*", "/", "//", "%", "@" -> PRODUCT;
      case "+", "-" -> SUM;
      case "<<", ">>" -> SHIFT;
      case "&" -> BIT_AND;
      case "^" -> BIT_XOR;
      case "|" -> BIT_OR;
      case "and" -> AND;
      case "or" -> OR;
      default -> COMPARISON;
    };
  }

  /** The loosest expression that can stand in the node's place without parentheses. */
  public static int room(SyntaxNode place) {
    SyntaxNode parent = place.parent().orElse(place);
    boolean right = place.field().equals("right");
    return switch (parent.kind()) {
      case "binary_operator" -> {
        int own = ofOperator(operator(parent));
        if (own == POWER) {
          yield right ? SIGN : ATOM;
        }
        yield right ? own - 1 : own;
      }
      case "unary_operator" -> SIGN;
      case "comparison_operator" -> BIT_OR;
      case "not_operator" -> NOT;
      case "boolean_operator" -> operator(parent).equals("and") ? AND : OR;
      case "conditional_expression" -> OR;
      case "attribute", "await" -> ATOM;
      case "call" -> place.field().equals("function") ? ATOM : CONDITIONAL;
      case "subscript" -> place.field().equals("value") ? ATOM : CONDITIONAL;
      case "for_in_clause", "if_clause" -> OR;
      default -> CONDITIONAL;
    };
  }

  /** The operator of a binary or boolean expression or an augmented assignment. */
  static String operator(SyntaxNode e) {
    return e.child("operator").map(SyntaxNode::kind).orElse("");
  }
}
