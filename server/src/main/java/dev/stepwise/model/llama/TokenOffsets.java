package dev.stepwise.model.llama;

import dev.stepwise.model.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where each token of a continuation begins in its text. */
final class TokenOffsets {
  private TokenOffsets() {}

  /**
   * Offsets in UTF-16 code units of the joined text, in the order of the tokens. A token that
   * begins inside a character gets that character's offset.
   */
  static int[] of(Prompt continuation, Vocabulary vocabulary) {
    List<Integer> starts = new ArrayList<>();
    int before = 0;
    for (Prompt.Segment segment : continuation.segments()) {
      int[] characters = characterOfByte(segment.text());
      int at = 0;
      for (int token : vocabulary.segment(segment, false)) {
        starts.add(before + characters[Math.min(at, characters.length - 1)]);
        at += vocabulary.piece(token).length;
      }
      before += segment.text().length();
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** For each UTF-8 byte, and for the end, the offset of the character it belongs to. */
  static int[] characterOfByte(String text) {
    int[] offsets = new int[text.getBytes(StandardCharsets.UTF_8).length + 1];
    int at = 0;
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      int bytes = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
        bytes = 1; // a lone surrogate is encoded as a question mark
      }
      for (int k = 0; k < bytes; k++) {
        offsets[at++] = i;
      }
      i += Character.charCount(codePoint);
    }
    offsets[at] = text.length();
    return offsets;
  }
}
