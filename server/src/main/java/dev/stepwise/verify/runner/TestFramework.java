package dev.stepwise.verify.runner;

/** Runs the tests of one framework. */
public interface TestFramework {

  /**
   * Runs a test class or one of its methods.
   *
   * @param method empty for the whole class
   */
  void run(Class<?> testClass, String method, Listener listener);

  /** Follows a run, on whatever thread the framework runs the test. */
  interface Listener {
    /** A test method begins; parameterised ones once for each set of parameters. */
    void started(String className, String method);

    void skipped(String className, String method, String reason);

    /**
     * A test method ended. {@code method} is empty where a whole class could not run.
     *
     * @param failure what it threw
     */
    void failed(String className, String method, Throwable failure);

    void passed(String className, String method);
  }
}
