package dev.stepwise.repair.compile;

import java.util.Locale;
import java.util.Set;

/**
 * One way to make some compile errors go away. Its Javadoc shows an example as a diff; a test
 * compiles the code before, hands javac's problem to the rule and compiles the code after.
 */
public interface CompileRule {

  /** javac's keys without {@code compiler.err.}. */
  Set<String> codes();

  /** Proposes changes for a problem with one of the codes. */
  void propose(Fault fault, Fixes out);

  /** How often one change of this rule is right: natural logarithm of a rough share. */
  double prior();

  /** Lower case with hyphens, as told to the user behind {@code rule:}. */
  default String name() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
