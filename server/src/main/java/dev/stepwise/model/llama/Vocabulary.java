package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Text to tokens and back. Safe for use by several threads. */
final class Vocabulary {
  private final LlamaLibrary library;
  private final MemorySegment vocab;
  private final boolean addsStart;
  private final int start;
  private final boolean spacePrefix;
  private final AtomicReferenceArray<byte[]> pieces;

  /**
   * @param spacePrefix whether the tokenizer puts a space before every text it is given
   */
  Vocabulary(LlamaLibrary library, MemorySegment vocab, boolean spacePrefix) {
    this.library = library;
    this.vocab = vocab;
    this.spacePrefix = spacePrefix;
    addsStart = library.vocabAddsStart.asBoolean(vocab);
    int first = library.namedToken(vocab, "bos");
    start = first >= 0 ? first : Math.max(0, library.namedToken(vocab, "eos"));
    pieces = new AtomicReferenceArray<>(size());
  }

  int size() {
    return library.vocabSize.asInt(vocab);
  }

  MemorySegment pointer() {
    return vocab;
  }

  boolean isEnd(int token) {
    return library.vocabIsEnd.asBoolean(vocab, token);
  }

  /** One of the named tokens ({@code fim_pre}, {@code eot} …), -1 where the model has none. */
  int named(String name) {
    return library.namedToken(vocab, name);
  }

  /**
   * A whole prompt, segment by segment, with the beginning-of-text token where the model wants one,
   * or where there is no text at all.
   */
  List<int[]> prompt(Prompt prompt) {
    List<int[]> all = new ArrayList<>();
    for (Prompt.Segment segment : prompt.segments()) {
      all.add(segment(segment, all.isEmpty()));
    }
    int first = all.stream().flatMapToInt(Arrays::stream).findFirst().orElse(-1);
    if (first == -1 || (addsStart && first != start)) {
      all.addFirst(new int[] {start});
    }
    return all;
  }

  /** A prompt to fill in the middle; empty where the model has no tokens for it. */
  Optional<Prompt> fillIn(String before, String after) {
    int prefix = named("fim_pre");
    int suffix = named("fim_suf");
    int middle = named("fim_mid");
    if (prefix < 0 || suffix < 0 || middle < 0) {
      return Optional.empty();
    }
    return Optional.of(
        Prompt.empty()
            .special(text(prefix))
            .text(before)
            .special(text(suffix))
            .text(after)
            .special(text(middle)));
  }

  private String text(int token) {
    return new String(piece(token), StandardCharsets.UTF_8);
  }

  /** What follows other text. */
  int[] continuation(Prompt prompt) {
    return prompt.segments().stream()
        .flatMapToInt(segment -> Arrays.stream(segment(segment, false)))
        .toArray();
  }

  /** The tokens of one segment, {@code atStart} of all text or behind other text. */
  int[] segment(Prompt.Segment segment, boolean atStart) {
    if (!spacePrefix || atStart) {
      return tokenize(segment.text(), segment.special());
    }
    // A line break in front takes the space that the tokenizer would put before the text.
    int[] breakOnly = tokenize("\n", false);
    int[] tokens = tokenize("\n" + segment.text(), segment.special());
    boolean asExpected =
        tokens.length >= breakOnly.length
            && Arrays.equals(breakOnly, Arrays.copyOf(tokens, breakOnly.length));
    return asExpected
        ? Arrays.copyOfRange(tokens, breakOnly.length, tokens.length)
        : tokenize(segment.text(), segment.special());
  }

  private int[] tokenize(String text, boolean special) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(utf8.length + 1L);
      MemorySegment.copy(utf8, 0, in, JAVA_BYTE, 0, utf8.length);
      int room = utf8.length + 8;
      MemorySegment out = arena.allocate(JAVA_INT, room);
      int count = library.tokenize.asInt(vocab, in, utf8.length, out, room, false, special);
      if (count < 0) {
        throw new ModelException("the text cannot be split into tokens: " + count);
      }
      return out.asSlice(0, 4L * count).toArray(JAVA_INT);
    }
  }

  /** A token's bytes; part of a character for some. */
  byte[] piece(int token) {
    byte[] known = pieces.get(token);
    if (known != null) {
      return known;
    }
    try (Arena arena = Arena.ofConfined()) {
      int room = 64;
      MemorySegment out = arena.allocate(room);
      int length = library.tokenToPiece.asInt(vocab, token, out, room, 0, true);
      if (length < 0) {
        room = -length;
        out = arena.allocate(room);
        length = library.tokenToPiece.asInt(vocab, token, out, room, 0, true);
      }
      byte[] piece = out.asSlice(0, length).toArray(JAVA_BYTE);
      pieces.set(token, piece);
      return piece;
    }
  }
}
