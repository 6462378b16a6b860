package dev.stepwise.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.model.Score;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a prompt that a server echoed with their log-probabilities.
 *
 * @param tokens with offsets in UTF-16 code units from the prompt's beginning; the first token,
 *     which servers do not score, has NaN
 * @param length of the prompt in UTF-16 code units
 */
record EchoedPrompt(List<Score.Token> tokens, int length) {

  /** Reads OpenAI's {@code logprobs} of a completion; what was generated after it is left out. */
  static EchoedPrompt of(JsonNode logprobs, String prompt) {
    JsonNode texts = logprobs.path("tokens");
    JsonNode values = logprobs.path("token_logprobs");
    JsonNode offsets = logprobs.path("text_offset");
    List<Score.Token> tokens = new ArrayList<>();
    int at = 0;
    int codePoints = prompt.codePointCount(0, prompt.length());
    for (int i = 0; i < values.size(); i++) {
      // Servers written in Python count code points. Where there are no offsets, lengths do.
      if (offsets.size() == values.size()) {
        int offset = offsets.path(i).asInt();
        at =
            offset >= codePoints
                ? prompt.length()
                : prompt.offsetByCodePoints(0, Math.max(0, offset));
      }
      if (at >= prompt.length()) {
        break;
      }
      tokens.add(
          new Score.Token(at, values.path(i).isNull() ? Double.NaN : values.path(i).asDouble()));
      if (offsets.size() != values.size()) {
        at += texts.path(i).asText().length();
      }
    }
    return new EchoedPrompt(tokens, prompt.length());
  }

  /** Whether the whole prompt was scored, all but its first token. */
  boolean complete() {
    return tokens.size() >= 2
        && tokens.stream().skip(1).noneMatch(t -> Double.isNaN(t.logProbability()));
  }

  /** The score of what is behind an offset; a token that straddles it counts. */
  Score behind(int start) {
    List<Score.Token> behind = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < tokens.size(); i++) {
      int end = i + 1 < tokens.size() ? tokens.get(i + 1).start() : length;
      double value = tokens.get(i).logProbability();
      if (end > start && !Double.isNaN(value)) {
        behind.add(new Score.Token(Math.max(0, tokens.get(i).start() - start), value));
        sum += value;
      }
    }
    return new Score(sum, behind);
  }
}
