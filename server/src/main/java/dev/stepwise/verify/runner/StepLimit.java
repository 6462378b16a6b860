package dev.stepwise.verify.runner;

/** Unwinds a test that ran too long. Code that catches it meets it again at its next step. */
public final class StepLimit extends Error {
  private static final long serialVersionUID = 1;

  /** Without a stack trace: there may be millions of frames. */
  public StepLimit() {
    super("ran past its limit of steps", null, false, false);
  }
}
