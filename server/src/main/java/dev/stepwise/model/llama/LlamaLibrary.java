package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.stepwise.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The functions of llama.cpp's C API that Stepwise uses. There is one library in a process; it is
 * loaded at the first use and stays.
 */
final class LlamaLibrary {
  private final SymbolLookup lookup;

  /** What the library says of errors. */
  final NativeLog log;

  final CFunction modelLoad;
  final CFunction modelFree;
  final CFunction modelVocab;
  final CFunction modelTrainContext;
  final CFunction modelIsRecurrent;
  final CFunction modelIsHybrid;
  final CFunction modelHasEncoder;
  final CFunction modelChatTemplate;
  final CFunction modelDefaults;
  final CFunction modelQuantize;
  final CFunction quantizeDefaults;
  final CFunction adapterLoad;
  final CFunction adaptersSet;

  final CFunction vocabSize;
  final CFunction vocabIsEnd;
  final CFunction vocabAddsStart;
  final CFunction tokenize;
  final CFunction tokenToPiece;
  final CFunction chatApplyTemplate;

  final CFunction contextDefaults;
  final CFunction contextInit;
  final CFunction contextFree;
  final CFunction contextMemory;
  final CFunction decode;
  final CFunction setThreads;
  final CFunction attachThreads;
  final CFunction threadsDefaults;
  final CFunction logits;
  final CFunction memoryClear;
  final CFunction memoryRemove;
  final CFunction memoryCopy;
  final CFunction stateSize;
  final CFunction stateGet;
  final CFunction stateSet;

  private final CFunction registryByName;
  private final CFunction registryFunction;

  final CFunction grammarInit;
  final CFunction samplerApply;
  final CFunction samplerAccept;
  final CFunction samplerClone;
  final CFunction samplerFree;

  /**
   * The library of this process.
   *
   * @throws ModelException if it is missing or does not fit
   */
  static LlamaLibrary get() {
    return switch (Holder.LOADED) {
      case Loaded.Ready(LlamaLibrary library) -> library;
      case Loaded.Failed(String why) -> throw new ModelException(why);
    };
  }

  private sealed interface Loaded {
    record Ready(LlamaLibrary library) implements Loaded {}

    record Failed(String why) implements Loaded {}
  }

  private static final class Holder {
    static final Loaded LOADED = load();

    private static Loaded load() {
      try {
        return new Loaded.Ready(new LlamaLibrary(Natives.folder()));
      } catch (ModelException e) {
        return new Loaded.Failed(String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException | UnsatisfiedLinkError e) {
        return new Loaded.Failed("llama.cpp cannot be loaded: " + e.getMessage());
      }
    }
  }

  private LlamaLibrary(Path folder) {
    SymbolLookup all = SymbolLookup.loaderLookup();
    for (Path file : Natives.loadOrder(folder)) {
      all = SymbolLookup.libraryLookup(file, Arena.global()).or(all);
    }
    lookup = all;
    log = new NativeLog();
    bind("llama_log_set", null, ADDRESS, ADDRESS).run(log.callback(), NativeLog.NO_DATA);
    bind("ggml_backend_load_all_from_path", null, ADDRESS)
        .run(Arena.global().allocateFrom(folder.toString()));
    bind("llama_backend_init", null).run();

    modelDefaults = bind("llama_model_default_params", Layouts.MODEL_PARAMS);
    modelLoad = bind("llama_model_load_from_file", ADDRESS, ADDRESS, Layouts.MODEL_PARAMS);
    modelFree = bind("llama_model_free", null, ADDRESS);
    modelVocab = bind("llama_model_get_vocab", ADDRESS, ADDRESS);
    modelTrainContext = bind("llama_model_n_ctx_train", JAVA_INT, ADDRESS);
    modelIsRecurrent = bind("llama_model_is_recurrent", JAVA_BOOLEAN, ADDRESS);
    modelIsHybrid = bind("llama_model_is_hybrid", JAVA_BOOLEAN, ADDRESS);
    modelHasEncoder = bind("llama_model_has_encoder", JAVA_BOOLEAN, ADDRESS);
    modelChatTemplate = bind("llama_model_chat_template", ADDRESS, ADDRESS, ADDRESS);
    quantizeDefaults = bind("llama_model_quantize_default_params", Layouts.QUANTIZE_PARAMS);
    modelQuantize = bind("llama_model_quantize", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    adapterLoad = bind("llama_adapter_lora_init", ADDRESS, ADDRESS, ADDRESS);
    adaptersSet = bind("llama_set_adapters_lora", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);

    vocabSize = bind("llama_vocab_n_tokens", JAVA_INT, ADDRESS);
    vocabIsEnd = bind("llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
    vocabAddsStart = bind("llama_vocab_get_add_bos", JAVA_BOOLEAN, ADDRESS);
    tokenize =
        bind(
            "llama_tokenize",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_BOOLEAN,
            JAVA_BOOLEAN);
    tokenToPiece =
        bind(
            "llama_token_to_piece",
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_BOOLEAN);
    chatApplyTemplate =
        bind(
            "llama_chat_apply_template",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_LONG,
            JAVA_BOOLEAN,
            ADDRESS,
            JAVA_INT);

    contextDefaults = bind("llama_context_default_params", Layouts.CONTEXT_PARAMS);
    contextInit = bind("llama_init_from_model", ADDRESS, ADDRESS, Layouts.CONTEXT_PARAMS);
    contextFree = bind("llama_free", null, ADDRESS);
    contextMemory = bind("llama_get_memory", ADDRESS, ADDRESS);
    setThreads = bind("llama_set_n_threads", null, ADDRESS, JAVA_INT, JAVA_INT);
    attachThreads = bind("llama_attach_threadpool", null, ADDRESS, ADDRESS, ADDRESS);
    threadsDefaults = bind("ggml_threadpool_params_init", null, ADDRESS, JAVA_INT);
    registryByName = bind("ggml_backend_reg_by_name", ADDRESS, ADDRESS);
    registryFunction = bind("ggml_backend_reg_get_proc_address", ADDRESS, ADDRESS, ADDRESS);
    decode = bind("llama_decode", JAVA_INT, ADDRESS, Layouts.BATCH);
    logits = bind("llama_get_logits_ith", ADDRESS, ADDRESS, JAVA_INT);
    memoryClear = bind("llama_memory_clear", null, ADDRESS, JAVA_BOOLEAN);
    memoryRemove = bind("llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    memoryCopy = bind("llama_memory_seq_cp", null, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    stateSize = bind("llama_state_seq_get_size", JAVA_LONG, ADDRESS, JAVA_INT);
    stateGet = bind("llama_state_seq_get_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    stateSet = bind("llama_state_seq_set_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);

    grammarInit = bind("llama_sampler_init_grammar", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    samplerApply = bind("llama_sampler_apply", null, ADDRESS, ADDRESS);
    samplerAccept = bind("llama_sampler_accept", null, ADDRESS, JAVA_INT);
    samplerClone = bind("llama_sampler_clone", ADDRESS, ADDRESS);
    samplerFree = bind("llama_sampler_free", null, ADDRESS);

    try (Arena arena = Arena.ofConfined()) {
      Layouts.check(
          modelDefaults.asStruct(arena),
          contextDefaults.asStruct(arena),
          quantizeDefaults.asStruct(arena));
    }
  }

  /**
   * One of the vocabulary's named tokens ({@code bos}, {@code fim_pre} …), -1 where it has none.
   */
  int namedToken(MemorySegment vocab, String name) {
    return bind("llama_vocab_" + name, JAVA_INT, ADDRESS).asInt(vocab);
  }

  /**
   * A function of the library for this processor, which llama.cpp chose when it was loaded; null
   * where that has no such function.
   */
  @Nullable CFunction cpuFunction(String name, FunctionDescriptor descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment cpu = registryByName.asPointer(arena.allocateFrom("CPU"));
      MemorySegment symbol =
          cpu.address() == 0
              ? MemorySegment.NULL
              : registryFunction.asPointer(cpu, arena.allocateFrom(name));
      return symbol.address() == 0 ? null : CFunction.at(symbol, descriptor);
    }
  }

  private CFunction bind(String name, @Nullable MemoryLayout result, MemoryLayout... arguments) {
    return CFunction.bind(
        lookup,
        name,
        result == null
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(result, arguments));
  }
}
