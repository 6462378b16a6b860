package dev.stepwise.repair.rule;

import java.util.List;

/** The registry: one line for each rule. */
public final class Rules {
  private Rules() {}

  /** All rules. */
  public static List<Rule> all() {
    return List.of(
        new RelationalOperator(),
        new ArithmeticOperator(),
        new LogicalOperator(),
        new BitwiseOperator(),
        new AssignmentOperator(),
        new NegateCondition(),
        new DropConditionOperand(),
        new AddConditionOperand(),
        new ReplaceCondition(),
        new SwapOperands(),
        new DropOperand(),
        new OffByOne(),
        new IntegerConstant(),
        new BooleanConstant(),
        new WrongVariable(),
        new WrongTarget(),
        new SwapArguments(),
        new DeleteStatement(),
        new UnwrapGuard(),
        new NullGuard());
  }
}
