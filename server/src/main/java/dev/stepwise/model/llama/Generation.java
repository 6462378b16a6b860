package dev.stepwise.model.llama;

import dev.stepwise.model.Completion;
import dev.stepwise.model.Completion.Stop;
import dev.stepwise.model.Request;
import dev.stepwise.model.llama.Prefixes.Fork;
import dev.stepwise.model.llama.Sampler.Candidates;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Generates the samples of one request, one token for each in a batch. Samples that have drawn the
 * same tokens so far share one sequence and one row of the batch, until they part.
 */
final class Generation extends Continuations {
  private static final int GRAMMAR_LOOKS_AT = 64;

  private final Context context;
  private final Vocabulary vocabulary;
  private final Request request;
  private final int parallel;
  private final Sampler sampler;
  private final List<Sample> waiting = new ArrayList<>();
  private final List<Branch> branches = new ArrayList<>();
  private final Map<Integer, Completion> finished = new LinkedHashMap<>();
  private final @Nullable Grammar grammar;
  private final PieceFeed feed;
  private final float[] row;

  /**
   * @param parallel the most samples that are decoded at the same time
   */
  Generation(
      Prefixes prefixes,
      Context context,
      Vocabulary vocabulary,
      @Nullable Grammar grammar,
      Request request,
      Plan prompt,
      int parallel,
      Budget budget,
      PieceFeed feed) {
    super(prefixes, context, prompt, budget);
    this.context = context;
    this.vocabulary = vocabulary;
    this.grammar = grammar;
    this.request = request;
    this.parallel = parallel;
    this.feed = feed;
    sampler = new Sampler(request.sampling());
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
    @Nullable Fork fork;

    Branch(
        List<Sample> samples, GeneratedText text, @Nullable Grammar grammar, @Nullable Fork fork) {
      this.samples = samples;
      this.text = text;
      this.grammar = grammar;
      this.fork = fork;
    }
  }

  @Override
  boolean step() {
    if (branches.isEmpty() && !waiting.isEmpty()) {
      if (readPrompt()) {
        begin();
      }
    } else {
      advance();
    }
    return branches.isEmpty() && waiting.isEmpty();
  }

  private void begin() {
    List<Sample> wave = new ArrayList<>(waiting.subList(0, Math.min(parallel, waiting.size())));
    waiting.subList(0, wave.size()).clear();
    Grammar own = grammar == null ? null : grammar.copy();
    grow(new Branch(wave, new GeneratedText(vocabulary), own, null), prefixes.logits());
  }

  /** Evaluates the last token of every branch and draws the next ones. */
  private void advance() {
    for (Branch branch : branches) {
      branch.fork = revival.of(branch.fork, branch.text);
      if (branch.fork == null) {
        return; // another request took the context meanwhile; one more batch brings it back
      }
    }
    List<Branch> grown = List.copyOf(branches);
    List<Fork> inBatch = new ArrayList<>();
    int[] index = new int[grown.size()];
    for (int i = 0; i < index.length; i++) {
      Fork fork = Objects.requireNonNull(grown.get(i).fork);
      index[i] = fork.add(grown.get(i).text.lastToken(), true);
      inBatch.add(fork);
    }
    prefixes.runDrawn(inBatch, budget);
    branches.clear();
    for (int i = 0; i < index.length; i++) {
      context.logits(index[i], row);
      grow(grown.get(i), row);
    }
  }

  /** Draws the next token of each sample of a branch and groups the samples by it. */
  private void grow(Branch branch, float[] logits) {
    double normaliser = LogSoftmax.normaliser(logits, logits.length);
    Candidates candidates = candidates(branch, logits);
    Map<Integer, List<Sample>> byToken = new LinkedHashMap<>();
    for (Sample sample : branch.samples) {
      int token = sampler.draw(candidates, sample.random());
      byToken.computeIfAbsent(token, t -> new ArrayList<>()).add(sample);
      count();
    }
    Fork unused = branch.fork;
    int left = byToken.size();
    for (Map.Entry<Integer, List<Sample>> group : byToken.entrySet()) {
      int token = group.getKey();
      GeneratedText text = --left == 0 ? branch.text : branch.text.copy();
      boolean end = vocabulary.isEnd(token);
      text.append(token, logits[token] - normaliser, end);
      Stop stop = end ? Stop.END_OF_TEXT : text.stop(request.stop(), request.maxTokens());
      if (stop != null) {
        group.getValue().forEach(s -> finish(s, text.completion(stop)));
        continue;
      }
      group.getValue().forEach(s -> feed.grown(s.number(), text));
      Grammar own = branch.grammar == null ? null : branch.grammar.copy();
      if (own != null) {
        own.accept(token);
      }
      Fork fork = unused == null ? forkOf(branch) : unused;
      unused = null;
      branches.add(new Branch(group.getValue(), text, own, fork));
    }
    if (unused != null) {
      unused.end();
    }
    if (branch.grammar != null) {
      branch.grammar.close();
    }
  }

  private void finish(Sample sample, Completion completion) {
    finished.put(sample.number(), completion);
    feed.finished(sample.number(), completion);
  }

  /** A copy of a branch's fork before it grows; of the prompt where it has none yet. */
  private Fork forkOf(Branch branch) {
    return branch.fork == null ? prefixes.fork() : branch.fork.copy();
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

  @Override
  void stopAll() {
    for (Branch branch : branches) {
      branch.samples.forEach(s -> finish(s, branch.text.completion(Stop.BUDGET)));
    }
    waiting.clear();
    if (finished.isEmpty()) {
      finished.put(0, new GeneratedText(vocabulary).completion(Stop.BUDGET));
    }
  }

  /** What was generated, by sample number; without repetitions where the request says so. */
  @Override
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

  @Override
  public void close() {
    for (Branch branch : branches) {
      if (branch.fork != null) {
        branch.fork.end();
      }
      if (branch.grammar != null) {
        branch.grammar.close();
      }
    }
    if (grammar != null) {
      grammar.close();
    }
    prefixes.release();
  }
}
