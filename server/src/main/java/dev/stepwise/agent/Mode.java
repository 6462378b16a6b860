package dev.stepwise.agent;

import dev.stepwise.settings.UserException;
import java.util.Locale;

/** How a fix is looked for. */
public enum Mode {
  /** Step by step, with self-checks and backtracking. */
  AGENT,
  /** One prompt and many samples: the baseline. */
  SINGLE_SHOT;

  /**
   * Reads a mode as a person writes it.
   *
   * @throws UserException if there is no such mode
   */
  public static Mode parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "agent" -> AGENT;
      case "single-shot" -> SINGLE_SHOT;
      default -> throw new UserException("no mode '" + text + "': use agent or single-shot");
    };
  }
}
