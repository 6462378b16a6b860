package dev.stepwise.agent;

/** What a step is about. The order is the usual one, not a fixed one. */
public enum Phase {
  /** What kind of task is this, and what do the compiler and the tests say now? */
  ORIENT("orient"),
  /** What does the documentation say that bears on the task? */
  READ_DOCS("read docs"),
  /** Where does the fault lie? */
  STUDY_CODE("study code"),
  /** Which changes are worth a try next? */
  PROPOSE("propose"),
  /** Do compiler and tests accept one of them? */
  VERIFY("verify");

  private final String title;

  Phase(String title) {
    this.title = title;
  }

  /** As shown to people and in the JSON output. */
  public String title() {
    return title;
  }
}
