package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.stepwise.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/** A model's weights in memory, before any context. */
final class LoadedWeights implements AutoCloseable {
  /**
   * {@code LLAMA_LOAD_MODE_NONE}: read instead of mapped. Most tensors are copied into the order
   * that the processor's instructions like; of a mapped file both copies would stay resident.
   */
  private static final int READ = 0;

  private final LlamaLibrary library;
  private final MemorySegment model;

  private LoadedWeights(LlamaLibrary library, MemorySegment model) {
    this.library = library;
    this.model = model;
  }

  /**
   * Loads a file whose header was checked.
   *
   * @throws ModelException if llama.cpp refuses it, with its reason
   */
  static LoadedWeights load(LlamaLibrary library, GgufFile file) {
    try (Arena arena = Arena.ofConfined()) {
      library.log.clear();
      MemorySegment params = library.modelDefaults.asStruct(arena);
      Layouts.setInt(Layouts.MODEL_PARAMS, params, "load_mode", READ);
      MemorySegment model =
          library.modelLoad.asPointer(arena.allocateFrom(file.path().toString()), params);
      if (model.address() == 0) {
        throw new ModelException(file.path() + " cannot be loaded: " + library.log.firstError());
      }
      LoadedWeights weights = new LoadedWeights(library, model);
      if (library.modelHasEncoder.asBoolean(model)) {
        weights.close();
        throw new ModelException(
            file.path()
                + " is an encoder model ("
                + file.architecture()
                + "); it cannot write text");
      }
      return weights;
    }
  }

  MemorySegment pointer() {
    return model;
  }

  Vocabulary vocabulary(GgufFile file) {
    boolean sentencePiece = file.text("tokenizer.ggml.model").filter("llama"::equals).isPresent();
    boolean adds =
        !(file.metadata().get("tokenizer.ggml.add_space_prefix") instanceof Boolean b) || b;
    return new Vocabulary(library, library.modelVocab.asPointer(model), sentencePiece && adds);
  }

  /** Whether a sequence can be cut at any token. */
  boolean trims() {
    return !library.modelIsRecurrent.asBoolean(model) && !library.modelIsHybrid.asBoolean(model);
  }

  Optional<String> chatTemplate() {
    MemorySegment text = library.modelChatTemplate.asPointer(model, MemorySegment.NULL);
    return text.address() == 0
        ? Optional.empty()
        : Optional.of(text.reinterpret(1 << 20).getString(0));
  }

  /** Loads a LoRA adapter and puts it to use in a context. */
  void adapt(Context context, Path adapter) {
    GgufFile.readAdapter(adapter);
    try (Arena arena = Arena.ofConfined()) {
      library.log.clear();
      MemorySegment loaded =
          library.adapterLoad.asPointer(model, arena.allocateFrom(adapter.toString()));
      if (loaded.address() == 0) {
        throw new ModelException(adapter + " does not fit the model: " + library.log.firstError());
      }
      MemorySegment adapters = arena.allocateFrom(ADDRESS, loaded);
      MemorySegment scales = arena.allocateFrom(JAVA_FLOAT, 1f);
      if (library.adaptersSet.asInt(context.pointer(), adapters, 1L, scales) != 0) {
        throw new ModelException(adapter + " cannot be used: " + library.log.firstError());
      }
    }
  }

  @Override
  public void close() {
    library.modelFree.run(model);
  }
}
