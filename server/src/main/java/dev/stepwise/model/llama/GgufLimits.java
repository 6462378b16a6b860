package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import java.util.List;

/**
 * Bounds on what a model may say of its own shape. llama.cpp divides by some of these numbers and
 * allocates by others before it compares them with the weights.
 */
final class GgufLimits {
  private GgufLimits() {}

  private record Limit(String key, long least, long most) {}

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("block_count", 1, 1024),
          new Limit("embedding_length", 1, 1 << 17),
          new Limit("feed_forward_length", 0, 1 << 22),
          new Limit("context_length", 1, 1L << 31),
          new Limit("attention.head_count", 0, 4096),
          new Limit("attention.head_count_kv", 0, 4096),
          new Limit("attention.key_length", 1, 1 << 16),
          new Limit("attention.value_length", 1, 1 << 16),
          new Limit("rope.dimension_count", 0, 1 << 16),
          new Limit("expert_count", 0, 4096),
          new Limit("expert_used_count", 0, 4096),
          new Limit("ssm.conv_kernel", 0, 1 << 16),
          new Limit("ssm.state_size", 0, 1 << 16),
          new Limit("ssm.inner_size", 0, 1 << 20),
          new Limit("ssm.group_count", 0, 1 << 16),
          new Limit("ssm.time_step_rank", 0, 1 << 16));

  static void check(GgufFile file) {
    if (file.architecture().isEmpty()) {
      throw new ModelException(file.path() + " names no architecture");
    }
    for (Limit limit : LIMITS) {
      Object value = file.metadata().get(file.architecture() + "." + limit.key());
      long least =
          value instanceof GgufReader.Array a ? a.smallest() : value instanceof Long n ? n : -1;
      long most = value instanceof GgufReader.Array a ? a.largest() : least;
      if (value != null && (least < limit.least() || most > limit.most())) {
        throw new ModelException(
            file.path()
                + " is damaged: "
                + limit.key()
                + " is "
                + (least < limit.least() ? least : most));
      }
    }
    long experts = file.number("expert_count", 0);
    long used = file.number("expert_used_count", 0);
    if (used > experts || (used == 0 && experts > 0)) {
      throw new ModelException(
          file.path() + " is damaged: " + used + " of " + experts + " experts are used");
    }
    if (file.metadata().get("tokenizer.ggml.tokens") instanceof GgufReader.Array array
        && array.repeats()) {
      throw new ModelException(file.path() + " is damaged: two of its tokens are equal");
    }
    long tokens = length(file, "tokenizer.ggml.tokens");
    for (String key : List.of("tokenizer.ggml.scores", "tokenizer.ggml.token_type")) {
      long other = length(file, key);
      if (tokens >= 0 && other >= 0 && other != tokens) {
        throw new ModelException(
            file.path() + " is damaged: " + tokens + " tokens, but " + other + " in " + key);
      }
    }
  }

  private static long length(GgufFile file, String key) {
    return file.metadata().get(key) instanceof GgufReader.Array array ? array.length() : -1;
  }
}
