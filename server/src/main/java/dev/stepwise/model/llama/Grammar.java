package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.stepwise.model.ModelException;
import dev.stepwise.model.llama.Sampler.Candidates;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** How far one continuation is through a GBNF grammar, kept by llama.cpp's own sampler. */
final class Grammar implements AutoCloseable {
  private static final long ENTRY = 12; // id, logit, p

  private final LlamaLibrary library;
  private final MemorySegment sampler;

  private Grammar(LlamaLibrary library, MemorySegment sampler) {
    this.library = library;
    this.sampler = sampler;
  }

  static Grammar parse(LlamaLibrary library, Vocabulary vocabulary, String gbnf) {
    try (Arena arena = Arena.ofConfined()) {
      library.log.clear();
      MemorySegment sampler =
          library.grammarInit.asPointer(
              vocabulary.pointer(), arena.allocateFrom(gbnf), arena.allocateFrom("root"));
      if (sampler.address() == 0) {
        throw new ModelException("the grammar cannot be read: " + library.log.firstError());
      }
      return new Grammar(library, sampler);
    }
  }

  Grammar copy() {
    return new Grammar(library, library.samplerClone.asPointer(sampler));
  }

  /** Those of the candidates that the grammar allows next, in the same order. */
  Candidates allowed(Candidates from) {
    int count = from.tokens().length;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(ENTRY * count, 8);
      for (int i = 0; i < count; i++) {
        data.set(JAVA_INT, ENTRY * i, from.tokens()[i]);
        data.set(JAVA_FLOAT, ENTRY * i + 4, from.logits()[i]);
      }
      MemorySegment array = arena.allocate(Layouts.TOKEN_DATA_ARRAY);
      Layouts.setPointer(Layouts.TOKEN_DATA_ARRAY, array, "data", data);
      array.set(JAVA_LONG, Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "size"), count);
      array.set(JAVA_LONG, Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "selected"), -1);
      library.samplerApply.run(sampler, array);
      int[] tokens = new int[count];
      float[] logits = new float[count];
      int kept = 0;
      for (int i = 0; i < count; i++) {
        float logit = data.get(JAVA_FLOAT, ENTRY * i + 4);
        if (logit != Float.NEGATIVE_INFINITY) {
          tokens[kept] = data.get(JAVA_INT, ENTRY * i);
          logits[kept++] = logit;
        }
      }
      return new Candidates(Arrays.copyOf(tokens, kept), Arrays.copyOf(logits, kept));
    }
  }

  /** Goes on by a token that {@link #allowed} left. */
  void accept(int token) {
    library.samplerAccept.run(sampler, token);
  }

  @Override
  public void close() {
    library.samplerFree.run(sampler);
  }
}
