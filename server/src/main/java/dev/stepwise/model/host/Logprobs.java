package dev.stepwise.model.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.Score;
import java.util.List;

/** A scored text as OpenAI's completions write it. */
final class Logprobs {
  private Logprobs() {}

  /**
   * Appends the tokens of a text.
   *
   * @param offset of the text in the whole answer, UTF-16 code units
   * @param start whether nothing is in front of it, so that its first token has no probability
   */
  static void append(ObjectNode logprobs, String text, Score score, int offset, boolean start) {
    ArrayNode tokens = logprobs.withArray("tokens");
    ArrayNode values = logprobs.withArray("token_logprobs");
    ArrayNode offsets = logprobs.withArray("text_offset");
    List<Score.Token> scored = score.tokens();
    for (int i = 0; i < scored.size(); i++) {
      int from = scored.get(i).start();
      int to = i + 1 < scored.size() ? scored.get(i + 1).start() : text.length();
      tokens.add(text.substring(from, to));
      // Code points, as servers and clients written in Python count.
      offsets.add(offset + text.codePointCount(0, from));
      if (i == 0 && start) {
        values.addNull();
      } else {
        values.add(scored.get(i).logProbability());
      }
    }
    logprobs.putNull("top_logprobs");
  }
}
