package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import java.util.Locale;

/**
 * One kind of edit of Python code. Its Javadoc shows an example as a diff, and a test checks that
 * the rule makes exactly that change.
 */
public interface PythonRule {

  /** Proposes edits that start from {@code node}; asked for each node of a suspicious place. */
  void propose(SyntaxNode node, FunctionView view, PythonEdits out);

  /**
   * How often one edit of this kind is right: natural logarithm, see {@link
   * dev.stepwise.repair.rule.Prior}.
   */
  double prior();

  /** Lower case with hyphens, as told to the user behind {@code rule:}. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
