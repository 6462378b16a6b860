package dev.stepwise.model.llama;

import dev.stepwise.model.Completion;
import dev.stepwise.model.Completion.Stop;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens and the text of a continuation as it grows. */
final class GeneratedText {
  private final Vocabulary vocabulary;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int[] tokens = new int[16];
  private int length;
  private double logProbability;
  private int cut = -1;

  GeneratedText(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  GeneratedText copy() {
    GeneratedText copy = new GeneratedText(vocabulary);
    copy.bytes.writeBytes(bytes.toByteArray());
    copy.tokens = tokens.clone();
    copy.length = length;
    copy.logProbability = logProbability;
    return copy;
  }

  /**
   * @param end whether the token ends the text and is no part of it
   */
  void append(int token, double tokenLogProbability, boolean end) {
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * length);
    }
    tokens[length++] = token;
    logProbability += tokenLogProbability;
    if (!end) {
      bytes.writeBytes(vocabulary.piece(token));
    }
  }

  double logProbability() {
    return logProbability;
  }

  int lastToken() {
    return tokens[length - 1];
  }

  /** All tokens but the last, which is the next one to evaluate. */
  int[] evaluated() {
    return Arrays.copyOf(tokens, length - 1);
  }

  /** Why the text ends here, or null if it goes on; cuts it before a stop string. */
  @Nullable Stop stop(List<String> stops, int maxTokens) {
    byte[] text = bytes.toByteArray();
    int recent = Math.max(0, text.length - vocabulary.piece(lastToken()).length);
    for (String stop : stops) {
      byte[] wanted = stop.getBytes(StandardCharsets.UTF_8);
      int at = indexOf(text, wanted, Math.max(0, recent - wanted.length + 1));
      if (at >= 0 && (cut < 0 || at < cut)) {
        cut = at;
      }
    }
    return cut >= 0 ? Stop.STOP_STRING : length >= maxTokens ? Stop.MAX_TOKENS : null;
  }

  /**
   * What can no longer change: no beginning of a stop string, no part of a character at the end.
   */
  String settled(List<String> stops) {
    byte[] text = bytes.toByteArray();
    int end = text.length;
    for (String stop : stops) {
      byte[] wanted = stop.getBytes(StandardCharsets.UTF_8);
      for (int n = Math.min(wanted.length - 1, text.length); n > 0; n--) {
        if (Arrays.equals(text, text.length - n, text.length, wanted, 0, n)) {
          end = Math.min(end, text.length - n);
          break;
        }
      }
    }
    return new String(text, 0, wholeCharacters(text, end), StandardCharsets.UTF_8);
  }

  private static int wholeCharacters(byte[] text, int end) {
    int last = end - 1;
    while (last >= 0 && end - last < 4 && (text[last] & 0xC0) == 0x80) {
      last--;
    }
    if (last < 0) {
      return end;
    }
    int first = text[last] & 0xFF;
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return last + length > end ? last : end;
  }

  private static int indexOf(byte[] text, byte[] wanted, int from) {
    for (int i = from; wanted.length > 0 && i + wanted.length <= text.length; i++) {
      if (Arrays.equals(text, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  Completion completion(Stop stop) {
    byte[] all = bytes.toByteArray();
    byte[] kept = cut < 0 ? all : Arrays.copyOf(all, cut);
    return new Completion(new String(kept, StandardCharsets.UTF_8), length, logProbability, stop);
  }
}
