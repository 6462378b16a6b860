package dev.stepwise.agent;

/** What the self-check says after a step. */
public sealed interface Verdict {

  /** One line for people. */
  String text();

  /** The step did its work: on to the next. */
  record GoOn(Phase next) implements Verdict {
    @Override
    public String text() {
      return "go on";
    }
  }

  /** The step was right but not enough. */
  record Deepen(Phase into, String why) implements Verdict {
    @Override
    public String text() {
      return "deepen into " + into.title() + ": " + why;
    }
  }

  /** An earlier step has to be revisited, knowing this. */
  record GoBack(Phase to, String evidence) implements Verdict {
    @Override
    public String text() {
      return "go back to " + to.title() + ": " + evidence;
    }
  }

  /** The run ends, with a fix or without. */
  record Stop(String reason) implements Verdict {
    @Override
    public String text() {
      return "stop: " + reason;
    }
  }
}
