package dev.stepwise.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.model.Score;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Scoring on servers that echo no probabilities of a prompt but know grammars, as llama.cpp's does:
 * a grammar that allows one text only makes the server generate it, and the probabilities it tells
 * are those before the grammar. The tokens may be others than the tokenizer's own choice.
 */
final class ForcedText {
  private static final int SPARE_TOKENS = 4;

  private ForcedText() {}

  /** What to post to {@code /completions}. */
  static ObjectNode request(String model, String prompt, String continuation) {
    int bytes = continuation.getBytes(StandardCharsets.UTF_8).length;
    return JsonNodeFactory.instance
        .objectNode()
        .put("model", model)
        .put("prompt", prompt)
        .put("grammar", "root ::= " + literal(continuation))
        .put("max_tokens", bytes + SPARE_TOKENS)
        .put("temperature", 0)
        .put("logprobs", 1)
        .put("cache_prompt", true);
  }

  /** Whether the server did as it was told. */
  static boolean obeyed(JsonNode choice, String continuation) {
    return choice.path("text").asText().equals(continuation)
        && score(choice, continuation).tokens().size() > 1;
  }

  /** The score that the answer's only choice tells. */
  static Score score(JsonNode choice, String continuation) {
    List<Score.Token> tokens = new ArrayList<>();
    double sum = 0;
    int at = 0;
    int length = continuation.getBytes(StandardCharsets.UTF_8).length;
    for (JsonNode token : choice.path("logprobs").path("content")) {
      int bytes = token.path("bytes").size();
      // The token that ends the text is no part of it.
      if (at >= length || bytes == 0) {
        break;
      }
      double value = token.path("logprob").asDouble();
      tokens.add(new Score.Token(characters(continuation, at), value));
      sum += value;
      at += bytes;
    }
    return new Score(sum, tokens);
  }

  /** Offset of the character that has the given UTF-8 byte, in UTF-16 code units. */
  private static int characters(String text, int byteOffset) {
    int bytes = 0;
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (bytes > byteOffset) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return i;
  }

  /** As GBNF writes a text. */
  private static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> literal.append(c);
      }
    }
    return literal.append('"').toString();
  }
}
