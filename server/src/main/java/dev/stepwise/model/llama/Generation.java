package dev.stepwise.model.llama;

import dev.stepwise.model.Completion;
import dev.stepwise.model.Completion.Stop;
import dev.stepwise.model.Request;
import dev.stepwise.model.llama.PrefixCache.Sequence;
import dev.stepwise.model.llama.Sampler.Candidates;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Generates the samples of one request, one token for each in a batch. Samples that have drawn the
 * same tokens so far share one sequence and one row of the batch, until they part.
 */
final class Generation implements AutoCloseable {
  private static final int GRAMMAR_LOOKS_AT = 64;

  private final PrefixCache cache;
  private final Context context;
  private final Vocabulary vocabulary;
  private final Request request;
  private final int[] prompt;
  private final Budget budget;
  private final int parallel;
  private final Sampler sampler;
  private final Prefill prefill;
  private final List<Sample> waiting = new ArrayList<>();
  private final List<Branch> branches = new ArrayList<>();
  private final Map<Integer, Completion> finished = new LinkedHashMap<>();
  private final @Nullable Grammar grammar;
  private final float[] row;
  private long generated;
  private long promptEvaluated;

  /**
   * @param parallel the most samples that are decoded at the same time
   */
  Generation(
      PrefixCache cache,
      Context context,
      Vocabulary vocabulary,
      @Nullable Grammar grammar,
      Request request,
      int[] prompt,
      int parallel,
      Budget budget) {
    this.cache = cache;
    this.context = context;
    this.vocabulary = vocabulary;
    this.grammar = grammar;
    this.request = request;
    this.prompt = prompt;
    this.parallel = parallel;
    this.budget = budget;
    sampler = new Sampler(request.sampling());
    prefill = new Prefill(cache, context, prompt);
    row = new float[context.vocabularySize()];
    int samples = sampler.greedy() ? 1 : request.samples();
    for (int i = 0; i < samples; i++) {
      waiting.add(new Sample(i, new SplittableRandom(mix(request.sampling().seed(), i))));
    }
  }

  private static long mix(long seed, int sample) {
    return (seed + 1) * 0x9E3779B97F4A7C15L + sample * 0xD1B54A32D192ED03L;
  }

  /** One continuation to be made; its random numbers do not depend on the others. */
  private record Sample(int number, SplittableRandom random) {}

  /** Samples with equal tokens so far. */
  private static final class Branch {
    final List<Sample> samples;
    final GeneratedText text;
    final @Nullable Grammar grammar;
    @Nullable Sequence sequence;
    @Nullable Prefill again;

    Branch(
        List<Sample> samples,
        GeneratedText text,
        @Nullable Grammar grammar,
        @Nullable Sequence sequence) {
      this.samples = samples;
      this.text = text;
      this.grammar = grammar;
      this.sequence = sequence;
    }
  }

  /**
   * Evaluates one batch.
   *
   * @return whether all samples are finished
   */
  boolean step() {
    if (branches.isEmpty() && !waiting.isEmpty()) {
      long before = cache.evaluated();
      Sequence base = prefill.step(budget);
      promptEvaluated += cache.evaluated() - before;
      if (base == null) {
        return false;
      }
      begin(base);
    } else {
      advance();
    }
    return branches.isEmpty() && waiting.isEmpty();
  }

  private void begin(Sequence base) {
    List<Sample> wave = new ArrayList<>(waiting.subList(0, Math.min(parallel, waiting.size())));
    waiting.subList(0, wave.size()).clear();
    Grammar own = grammar == null ? null : grammar.copy();
    Branch root = new Branch(wave, new GeneratedText(vocabulary), own, null);
    cache.pin(base, true);
    try {
      grow(root, prefill.logits(), base);
    } finally {
      cache.pin(base, false);
    }
  }

  /** Evaluates the last token of every branch and draws the next ones. */
  private void advance() {
    List<Branch> ready = new ArrayList<>();
    for (Branch branch : branches) {
      if (revived(branch)) {
        ready.add(branch);
      }
    }
    if (ready.size() < branches.size()) {
      return; // an evicted sequence needs another batch first
    }
    List<Sequence> inBatch = new ArrayList<>();
    int[] index = new int[ready.size()];
    for (int i = 0; i < index.length; i++) {
      Sequence sequence = sequence(ready.get(i));
      cache.touch(sequence);
      cache.pin(sequence, true);
      inBatch.add(sequence);
    }
    for (int i = 0; i < index.length; i++) {
      index[i] = cache.add(inBatch.get(i), ready.get(i).text.lastToken(), true);
    }
    cache.run(inBatch, budget);
    branches.clear();
    for (int i = 0; i < index.length; i++) {
      context.logits(index[i], row);
      grow(ready.get(i), row, inBatch.get(i));
      cache.pin(inBatch.get(i), false);
    }
    inBatch.stream()
        .filter(s -> branches.stream().noneMatch(b -> b.sequence == s))
        .forEach(cache::drop);
  }

  private static Sequence sequence(Branch branch) {
    return java.util.Objects.requireNonNull(branch.sequence);
  }

  /** Whether a branch's sequence is there; if it was evicted, evaluates a batch towards it. */
  private boolean revived(Branch branch) {
    Sequence sequence = branch.sequence;
    if (sequence != null && !sequence.dead()) {
      return true;
    }
    Prefill again = branch.again;
    if (again == null) {
      again = new Prefill(cache, context, branch.text.evaluated(prompt));
      branch.again = again;
    }
    branch.sequence = again.step(budget);
    if (branch.sequence != null) {
      branch.again = null;
    }
    return false;
  }

  /** Draws the next token of each sample of a branch and groups the samples by it. */
  private void grow(Branch branch, float[] logits, Sequence sequence) {
    double normaliser = LogSoftmax.normaliser(logits, logits.length);
    Candidates candidates = candidates(branch, logits);
    Map<Integer, List<Sample>> byToken = new LinkedHashMap<>();
    for (Sample sample : branch.samples) {
      int token = sampler.draw(candidates, sample.random());
      byToken.computeIfAbsent(token, t -> new ArrayList<>()).add(sample);
      generated++;
    }
    int left = byToken.size();
    for (Map.Entry<Integer, List<Sample>> group : byToken.entrySet()) {
      int token = group.getKey();
      GeneratedText text = --left == 0 ? branch.text : branch.text.copy();
      boolean end = vocabulary.isEnd(token);
      text.append(token, logits[token] - normaliser, end);
      Stop stop = end ? Stop.END_OF_TEXT : text.stop(request.stop(), request.maxTokens());
      if (stop != null) {
        group.getValue().forEach(s -> finished.put(s.number(), text.completion(stop)));
        continue;
      }
      Grammar own = branch.grammar == null ? null : branch.grammar.copy();
      if (own != null) {
        own.accept(token);
      }
      Sequence next = sequence;
      boolean taken = branches.stream().anyMatch(b -> b.sequence == sequence);
      if (taken || branch.sequence == null) {
        next = cache.fork(sequence, sequence.length(), 1);
      }
      branches.add(new Branch(group.getValue(), text, own, next));
    }
    if (branch.grammar != null) {
      branch.grammar.close();
    }
  }

  private Candidates candidates(Branch branch, float[] logits) {
    if (branch.grammar == null) {
      return sampler.candidates(logits);
    }
    Candidates likely = branch.grammar.allowed(Sampler.top(logits, GRAMMAR_LOOKS_AT));
    if (likely.tokens().length == 0) {
      likely = branch.grammar.allowed(Sampler.top(logits, logits.length));
    }
    return likely;
  }

  /** Ends all unfinished samples where they are. */
  void stopAll() {
    for (Branch branch : branches) {
      branch.samples.forEach(s -> finished.put(s.number(), branch.text.completion(Stop.BUDGET)));
    }
    waiting.clear();
    if (finished.isEmpty()) {
      finished.put(0, new GeneratedText(vocabulary).completion(Stop.BUDGET));
    }
  }

  /** What was generated, by sample number; without repetitions where the request says so. */
  List<Completion> completions() {
    Set<String> seen = new HashSet<>();
    List<Completion> all = new ArrayList<>();
    finished.keySet().stream()
        .sorted()
        .map(finished::get)
        .filter(c -> !request.sampling().distinct() || seen.add(c.text()))
        .forEach(all::add);
    while (sampler.greedy()
        && !request.sampling().distinct()
        && !all.isEmpty()
        && all.size() < request.samples()) {
      all.add(all.getFirst());
    }
    return all;
  }

  /** How many of the prompt's tokens were evaluated. */
  long promptEvaluated() {
    return promptEvaluated;
  }

  /** How many tokens were sampled. */
  long generated() {
    return generated;
  }

  @Override
  public void close() {
    context.forgetBatch();
    for (Branch branch : branches) {
      if (branch.sequence != null) {
        cache.drop(branch.sequence);
      }
      if (branch.again != null) {
        branch.again.release();
      }
      if (branch.grammar != null) {
        branch.grammar.close();
      }
    }
    if (grammar != null) {
      grammar.close();
    }
    prefill.release();
  }
}
