package dev.stepwise.verify;

import java.time.Duration;

/**
 * How a workbench works.
 *
 * @param offline whether a missing library is an error instead of being downloaded
 * @param allowUnsandboxed whether the user allowed tests to run in this workspace with limits only,
 *     where no sandbox can be had
 * @param forbidTests whether the user forbade running any test, as in a workspace not trusted
 * @param steps how many steps (method entries and loop rounds of the workspace's code, and blocks
 *     of memory that these allocate) one test may take before it counts as killed; about the same
 *     on every machine
 * @param testLimit how long one test may take before its JVM is killed; catches what steps do not,
 *     such as waiting
 * @param heapMegabytes heap of one test JVM
 * @param compilers how many compilers work at the same time
 */
public record WorkbenchOptions(
    boolean offline,
    boolean allowUnsandboxed,
    boolean forbidTests,
    long steps,
    Duration testLimit,
    int heapMegabytes,
    int compilers) {

  public static final WorkbenchOptions DEFAULT =
      new WorkbenchOptions(
          false,
          false,
          false,
          20_000_000,
          Duration.ofSeconds(20),
          256,
          // One processor less: tests run while the next changes are compiled.
          Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 4));

  /** How candidate code is kept from doing harm, given whether there is a sandbox. */
  Sandbox sandbox(boolean available) {
    if (forbidTests) {
      return Sandbox.FORBIDDEN;
    }
    if (available) {
      return Sandbox.BUBBLEWRAP;
    }
    return allowUnsandboxed ? Sandbox.LIMITS_ONLY : Sandbox.FORBIDDEN;
  }

  /** These options with the user's answer to whether tests may run without a sandbox. */
  public WorkbenchOptions withUnsandboxed(boolean allowed) {
    return new WorkbenchOptions(
        offline, allowed, forbidTests, steps, testLimit, heapMegabytes, compilers);
  }

  /** These options with the user's answer to whether tests may run at all. */
  public WorkbenchOptions withTestsForbidden(boolean forbidden) {
    return new WorkbenchOptions(
        offline, allowUnsandboxed, forbidden, steps, testLimit, heapMegabytes, compilers);
  }

  /** These options with or without the network for libraries. */
  public WorkbenchOptions withOffline(boolean newOffline) {
    return new WorkbenchOptions(
        newOffline, allowUnsandboxed, forbidTests, steps, testLimit, heapMegabytes, compilers);
  }

  /** These options with other limits for each test. */
  public WorkbenchOptions withLimits(long newSteps, Duration newTestLimit, int newHeapMegabytes) {
    return new WorkbenchOptions(
        offline,
        allowUnsandboxed,
        forbidTests,
        newSteps,
        newTestLimit,
        newHeapMegabytes,
        compilers);
  }

  /** These options with another number of compilers. */
  public WorkbenchOptions withCompilers(int number) {
    return new WorkbenchOptions(
        offline, allowUnsandboxed, forbidTests, steps, testLimit, heapMegabytes, number);
  }
}
