package dev.stepwise.lsp;

/** What users of an editor expect of Stepwise: the rows of the conformance table. */
public enum Capability {
  ATTACH("starts with the first Java file, shows its diagnostics"),
  ACTION("fix of a compile error from the editor's own code actions"),
  FOREIGN("fix of another server's diagnostic"),
  TEST("fix of the failing test at the cursor"),
  LENS("*Fix with Stepwise* above tests"),
  WORDS("fix asked for in words"),
  PROGRESS("the running step is shown"),
  CANCEL("a running fix is cancelled"),
  PREVIEW("the diff before anything changes"),
  ALTERNATIVES("alternatives to choose from"),
  TRACE("the steps of a past fix"),
  TYPING("typing while it works is kept and merged"),
  CONFLICT("typing in the fix's own line refuses the fix"),
  TWO("two fixes at once in one file"),
  UNICODE("emoji, CJK and combining characters before the place"),
  CRLF("CRLF line ends are kept"),
  UNSAVED("text that was never saved"),
  OUTSIDE("a file outside the workspace"),
  RESTART("the server is killed and started again"),
  TRUST("restricted mode runs nothing"),
  REAL("a failing test made to pass by the real agent and model");

  private final String title;

  Capability(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
