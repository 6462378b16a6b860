package dev.stepwise.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt as a row of segments. Only a special segment may become control tokens such as {@code
 * <|im_start|>}; the same characters in a text segment, for example in a user's file, stay text.
 * Each segment is tokenised by itself, so that prompts with equal leading segments share tokens.
 */
public record Prompt(List<Segment> segments) {

  /** One piece of a prompt. */
  public record Segment(String text, boolean special) {}

  public Prompt {
    segments = List.copyOf(segments);
  }

  public static Prompt empty() {
    return new Prompt(List.of());
  }

  public static Prompt ofText(String text) {
    return empty().text(text);
  }

  /** This prompt followed by plain text. */
  public Prompt text(String text) {
    return plus(new Segment(text, false));
  }

  /** This prompt followed by control tokens written as text. */
  public Prompt special(String text) {
    return plus(new Segment(text, true));
  }

  /** This prompt followed by another. */
  public Prompt then(Prompt other) {
    List<Segment> all = new ArrayList<>(segments);
    all.addAll(other.segments);
    return new Prompt(all);
  }

  private Prompt plus(Segment segment) {
    return segment.text().isEmpty() ? this : then(new Prompt(List.of(segment)));
  }

  /** All segments joined, as a server without segments gets them. */
  public String joined() {
    StringBuilder all = new StringBuilder();
    segments.forEach(s -> all.append(s.text()));
    return all.toString();
  }
}
