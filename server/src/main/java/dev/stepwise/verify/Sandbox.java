package dev.stepwise.verify;

/** How test code is kept from doing harm, strongest first. */
public enum Sandbox {
  /** bubblewrap: no network, read-only file system, no home, private temporary folder. */
  BUBBLEWRAP,
  /** Limits of time and memory only, allowed by the user for this workspace. */
  LIMITS_ONLY,
  /** Tests must not run here. */
  FORBIDDEN;

  /** Told to people where tests are {@link #FORBIDDEN}, in one line. */
  public static final String HOW_TO_ALLOW =
      "tests may not run in this workspace without a sandbox: install bubblewrap (bwrap), or allow"
          + " it with --allow-unsandboxed, in an editor with the setting allowUnsandboxed";
}
