package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import dev.stepwise.repair.syntax.MethodView;

/**
 * One kind of edit. Its Javadoc shows an example as a diff, and a test checks that the rule makes
 * exactly that change.
 */
public interface Rule {

  /** Proposes edits that start from {@code node}; asked for each node of a suspicious place. */
  void propose(Node node, MethodView view, Edits out);

  /**
   * How often one edit of this kind is right: natural logarithm of a rough share among the fixes
   * that people make, see {@link Prior}.
   */
  double prior();

  /** Lower case with hyphens, as told to the user behind {@code rule:}. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
