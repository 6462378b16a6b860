package dev.stepwise.verify.runner;

/** The step counter of one variant's classes. */
public interface StepMeter {

  /** From now on so many steps may be taken. */
  void allow(long steps);

  /** How many were taken since then. */
  long taken();

  /** Whether more were tried than allowed. */
  boolean exceeded();
}
