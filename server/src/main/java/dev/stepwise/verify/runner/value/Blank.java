package dev.stepwise.verify.runner.value;

/**
 * The parameter of a constructor that instrumentation adds to the workspace's classes: it leaves
 * all fields as they are, for {@link Maker} to fill. There are no objects of this class.
 */
public final class Blank {
  private Blank() {}
}
