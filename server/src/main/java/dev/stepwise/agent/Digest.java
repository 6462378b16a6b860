package dev.stepwise.agent;

/**
 * What is remembered of a step. Bounded, so that a run of any length keeps its prompts small.
 *
 * @param text at most {@link #MAX_CHARS} characters
 */
public record Digest(Phase phase, String text) {
  /** About 100 tokens: eight digests and a method still fit into a small prompt. */
  public static final int MAX_CHARS = 400;

  public Digest {
    text = text.strip();
    if (text.length() > MAX_CHARS) {
      text = text.substring(0, MAX_CHARS - 1) + "…";
    }
  }
}
