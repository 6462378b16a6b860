package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.stepwise.model.ModelException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * The structs of {@code llama.h} that cross the border by value, as llama.cpp v0.4.0 and v0.5.0
 * have them. {@link #check} compares them with the library's own defaults, so that another version
 * with shifted fields is refused instead of misread.
 */
final class Layouts {
  private Layouts() {}

  static final StructLayout MODEL_PARAMS =
      MemoryLayout.structLayout(
          ADDRESS.withName("devices"),
          ADDRESS.withName("tensor_buft_overrides"),
          JAVA_INT.withName("n_gpu_layers"),
          JAVA_INT.withName("split_mode"),
          JAVA_INT.withName("load_mode"),
          JAVA_INT.withName("lazy_mode"),
          JAVA_INT.withName("main_gpu"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("tensor_split"),
          ADDRESS.withName("progress_callback"),
          ADDRESS.withName("progress_callback_user_data"),
          ADDRESS.withName("kv_overrides"),
          JAVA_BYTE.withName("vocab_only"),
          JAVA_BYTE.withName("check_tensors"),
          JAVA_BYTE.withName("use_extra_bufts"),
          JAVA_BYTE.withName("no_host"),
          JAVA_BYTE.withName("no_alloc"),
          JAVA_BYTE.withName("load_mtp"),
          MemoryLayout.paddingLayout(2));

  static final StructLayout CONTEXT_PARAMS =
      MemoryLayout.structLayout(
          JAVA_INT.withName("n_ctx"),
          JAVA_INT.withName("n_batch"),
          JAVA_INT.withName("n_ubatch"),
          JAVA_INT.withName("n_seq_max"),
          JAVA_INT.withName("n_rs_seq"),
          JAVA_INT.withName("n_outputs_max"),
          JAVA_INT.withName("n_outputs_max_per_seq"),
          JAVA_INT.withName("n_threads"),
          JAVA_INT.withName("n_threads_batch"),
          JAVA_INT.withName("ctx_type"),
          JAVA_INT.withName("rope_scaling_type"),
          JAVA_INT.withName("pooling_type"),
          JAVA_INT.withName("attention_type"),
          JAVA_INT.withName("flash_attn_type"),
          JAVA_FLOAT.withName("rope_freq_base"),
          JAVA_FLOAT.withName("rope_freq_scale"),
          JAVA_FLOAT.withName("yarn_ext_factor"),
          JAVA_FLOAT.withName("yarn_attn_factor"),
          JAVA_FLOAT.withName("yarn_beta_fast"),
          JAVA_FLOAT.withName("yarn_beta_slow"),
          JAVA_INT.withName("yarn_orig_ctx"),
          JAVA_FLOAT.withName("defrag_thold"),
          ADDRESS.withName("cb_eval"),
          ADDRESS.withName("cb_eval_user_data"),
          JAVA_INT.withName("type_k"),
          JAVA_INT.withName("type_v"),
          ADDRESS.withName("abort_callback"),
          ADDRESS.withName("abort_callback_data"),
          JAVA_BYTE.withName("embeddings"),
          JAVA_BYTE.withName("offload_kqv"),
          JAVA_BYTE.withName("no_perf"),
          JAVA_BYTE.withName("op_offload"),
          JAVA_BYTE.withName("swa_full"),
          JAVA_BYTE.withName("kv_unified"),
          MemoryLayout.paddingLayout(2),
          ADDRESS.withName("samplers"),
          JAVA_LONG.withName("n_samplers"),
          ADDRESS.withName("ctx_other"));

  static final StructLayout BATCH =
      MemoryLayout.structLayout(
          JAVA_INT.withName("n_tokens"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("token"),
          ADDRESS.withName("embd"),
          ADDRESS.withName("pos"),
          ADDRESS.withName("n_seq_id"),
          ADDRESS.withName("seq_id"),
          ADDRESS.withName("logits"));

  static final StructLayout QUANTIZE_PARAMS =
      MemoryLayout.structLayout(
          JAVA_INT.withName("nthread"),
          JAVA_INT.withName("ftype"),
          JAVA_INT.withName("output_tensor_type"),
          JAVA_INT.withName("token_embedding_type"),
          JAVA_BYTE.withName("allow_requantize"),
          JAVA_BYTE.withName("quantize_output_tensor"),
          JAVA_BYTE.withName("only_copy"),
          JAVA_BYTE.withName("pure"),
          JAVA_BYTE.withName("keep_split"),
          JAVA_BYTE.withName("dry_run"),
          MemoryLayout.paddingLayout(2),
          ADDRESS.withName("imatrix"),
          ADDRESS.withName("kv_overrides"),
          ADDRESS.withName("tt_overrides"),
          ADDRESS.withName("prune_layers"),
          JAVA_LONG.withName("max_buf_size"));

  static final StructLayout TOKEN_DATA_ARRAY =
      MemoryLayout.structLayout(
          ADDRESS.withName("data"),
          JAVA_LONG.withName("size"),
          JAVA_LONG.withName("selected"),
          JAVA_BYTE.withName("sorted"),
          MemoryLayout.paddingLayout(7));

  static final StructLayout CHAT_MESSAGE =
      MemoryLayout.structLayout(ADDRESS.withName("role"), ADDRESS.withName("content"));

  /** {@code ggml_threadpool_params}: a mask of 512 bytes comes first. */
  static final StructLayout THREADPOOL_PARAMS =
      MemoryLayout.structLayout(
          MemoryLayout.sequenceLayout(512, JAVA_BYTE).withName("cpumask"),
          JAVA_INT.withName("n_threads"),
          JAVA_INT.withName("prio"),
          JAVA_INT.withName("poll"),
          JAVA_BYTE.withName("strict_cpu"),
          JAVA_BYTE.withName("paused"),
          MemoryLayout.paddingLayout(2));

  static void setInt(StructLayout layout, MemorySegment struct, String field, int value) {
    struct.set(JAVA_INT, offset(layout, field), value);
  }

  static void setFlag(StructLayout layout, MemorySegment struct, String field, boolean value) {
    struct.set(JAVA_BYTE, offset(layout, field), (byte) (value ? 1 : 0));
  }

  static void setPointer(
      StructLayout layout, MemorySegment struct, String field, MemorySegment value) {
    struct.set(ADDRESS, offset(layout, field), value);
  }

  static int getInt(StructLayout layout, MemorySegment struct, String field) {
    return struct.get(JAVA_INT, offset(layout, field));
  }

  static boolean getFlag(StructLayout layout, MemorySegment struct, String field) {
    return struct.get(JAVA_BYTE, offset(layout, field)) != 0;
  }

  static long offset(StructLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }

  /**
   * Compares known defaults of all three parameter structs.
   *
   * @throws ModelException if a default is not where these layouts say
   */
  static void check(MemorySegment model, MemorySegment context, MemorySegment quantize) {
    boolean modelFits =
        getInt(MODEL_PARAMS, model, "n_gpu_layers") == -1
            && getInt(MODEL_PARAMS, model, "split_mode") == 1
            && !getFlag(MODEL_PARAMS, model, "vocab_only")
            && getFlag(MODEL_PARAMS, model, "use_extra_bufts")
            && !getFlag(MODEL_PARAMS, model, "no_alloc");
    boolean contextFits =
        getInt(CONTEXT_PARAMS, context, "n_ctx") == 512
            && getInt(CONTEXT_PARAMS, context, "n_batch") == 2048
            && getInt(CONTEXT_PARAMS, context, "n_ubatch") == 512
            && getInt(CONTEXT_PARAMS, context, "n_seq_max") == 1
            && getInt(CONTEXT_PARAMS, context, "flash_attn_type") == -1
            && getInt(CONTEXT_PARAMS, context, "type_k") == 1
            && getInt(CONTEXT_PARAMS, context, "type_v") == 1
            && !getFlag(CONTEXT_PARAMS, context, "embeddings")
            && getFlag(CONTEXT_PARAMS, context, "offload_kqv")
            && getFlag(CONTEXT_PARAMS, context, "no_perf")
            && !getFlag(CONTEXT_PARAMS, context, "kv_unified");
    boolean quantizeFits =
        !getFlag(QUANTIZE_PARAMS, quantize, "allow_requantize")
            && getFlag(QUANTIZE_PARAMS, quantize, "quantize_output_tensor")
            && !getFlag(QUANTIZE_PARAMS, quantize, "only_copy");
    if (!modelFits || !contextFits || !quantizeFits) {
      throw new ModelException(
          "this llama.cpp has other parameter structs than the pinned one; build Stepwise again");
    }
  }
}
