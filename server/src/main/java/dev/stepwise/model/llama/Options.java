package dev.stepwise.model.llama;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a model is opened.
 *
 * @param contextTokens the most tokens that all cached prompts have together, and therefore the
 *     most that one prompt and its answer can have; bounded by what the model was trained for
 * @param threads processor threads of one evaluation
 * @param prefixCache whether evaluated prefixes are kept for later calls; off only to measure
 * @param exactScores whether a score is the same to the last bit whichever other continuations are
 *     scored in the same call; takes up to twice as long
 * @param adapter LoRA adapter (GGUF) to load beside the model
 * @param id what the model is called in {@link dev.stepwise.model.ModelInfo}; empty for the file's
 *     name
 */
public record Options(
    int contextTokens,
    int threads,
    boolean prefixCache,
    boolean exactScores,
    Optional<Path> adapter,
    String id) {

  /** 4,096 tokens, {@code STEPWISE_THREADS} or all processors, no adapter. */
  public static Options defaults() {
    return new Options(4096, defaultThreads(), true, false, Optional.empty(), "");
  }

  public Options withContextTokens(int tokens) {
    return new Options(tokens, threads, prefixCache, exactScores, adapter, id);
  }

  public Options withThreads(int count) {
    return new Options(contextTokens, count, prefixCache, exactScores, adapter, id);
  }

  public Options withoutPrefixCache() {
    return new Options(contextTokens, threads, false, exactScores, adapter, id);
  }

  public Options withExactScores() {
    return new Options(contextTokens, threads, prefixCache, true, adapter, id);
  }

  public Options withAdapter(Path gguf) {
    return new Options(contextTokens, threads, prefixCache, exactScores, Optional.of(gguf), id);
  }

  public Options withId(String name) {
    return new Options(contextTokens, threads, prefixCache, exactScores, adapter, name);
  }

  private static int defaultThreads() {
    String wanted = System.getenv().getOrDefault("STEPWISE_THREADS", "");
    if (wanted.matches("[1-9][0-9]{0,2}")) {
      return Integer.parseInt(wanted);
    }
    return PhysicalCores.count();
  }
}
