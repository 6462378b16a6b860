package dev.stepwise.model.llama;

import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel.Pieces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what is generated as soon as it can no longer change. */
final class PieceFeed {
  private final Pieces pieces;
  private final List<String> stops;
  private final Map<Integer, Integer> told = new HashMap<>();

  /**
   * @param stops strings that end a text and are no part of it
   */
  PieceFeed(Pieces pieces, List<String> stops) {
    this.pieces = pieces;
    this.stops = stops;
  }

  /** A sample goes on. */
  void grown(int sample, GeneratedText text) {
    tell(sample, text.settled(stops));
  }

  /** A sample has ended. */
  void finished(int sample, Completion completion) {
    tell(sample, completion.text());
  }

  private void tell(int sample, String text) {
    int before = told.getOrDefault(sample, 0);
    if (text.length() > before) {
      told.put(sample, text.length());
      pieces.piece(sample, text.substring(before));
    }
  }
}
