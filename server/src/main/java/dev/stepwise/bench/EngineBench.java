package dev.stepwise.bench;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Usage;
import dev.stepwise.model.llama.LlamaModel;
import dev.stepwise.model.llama.Options;
import dev.stepwise.model.llama.PlainLoop;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How fast the engine is, beside the plain llama.cpp loop on the same library in the same run. Ours
 * and the plain one take short turns; a ratio is the median of the ratios of turns that followed
 * one another, a rate the median of the turns, so that what else the machine does counts little.
 * Before the first turn that counts, each does the same once uncounted: its memory is touched then
 * and its Java code compiled.
 */
public final class EngineBench {
  private static final int TURNS = 7;
  private static final int DECODED = 64;
  private static final int CONTINUATIONS = 30;
  private static final int CONTINUATION_TOKENS = 24;
  private static final int PREFIX_TOKENS = 1024;

  private final Path weights;
  private final Options options;
  private final Consumer<String> progress;

  /**
   * @param progress told in lines what is measured
   */
  public EngineBench(Path weights, Options options, Consumer<String> progress) {
    this.weights = weights;
    this.options = options;
    this.progress = progress;
  }

  /** Measures all; takes one to three minutes. */
  public EngineFigures run() {
    EngineFigures figures = new EngineFigures();
    try (PeakMemory memory = new PeakMemory();
        LlamaModel model = LlamaModel.open(weights, options)) {
      agentSeries(model, figures);
      cancel(model, figures);
      figures.put("peakRssMb", memory.residentMb());
      try (PlainLoop plain = new PlainLoop(model, options)) {
        prefill(model, plain, figures);
        decode(model, plain, figures);
        scoring(model, plain, figures);
      }
    }
    figures.put("threads", options.threads());
    return figures;
  }

  private void prefill(LanguageModel model, PlainLoop plain, EngineFigures figures) {
    progress.accept("prefill of " + PREFIX_TOKENS + " tokens");
    Pairs rates = new Pairs();
    Prompt first = BenchText.prompt(model, "warming up", PREFIX_TOKENS);
    plain.prefill(first);
    generate(model, first, 1);
    for (int turn = 0; turn < TURNS; turn++) {
      Prompt prompt = BenchText.prompt(model, "prefill " + turn, PREFIX_TOKENS);
      int tokens = model.countTokens(prompt);
      rates.add(
          turn,
          () -> tokens / seconds(() -> generate(model, prompt, 1)),
          () -> tokens / seconds(() -> plain.prefill(prompt)));
    }
    figures.put("prefillTokensPerSecond", rates.ours());
    figures.put("plainPrefillTokensPerSecond", rates.plain());
    figures.put("prefillRatio", rates.ratio());
  }

  private void decode(LanguageModel model, PlainLoop plain, EngineFigures figures) {
    progress.accept("decoding " + DECODED + " tokens");
    Pairs rates = new Pairs();
    Prompt prompt = BenchText.prompt(model, "decode", 256);
    plain.prefill(prompt);
    plain.decode(DECODED);
    generate(model, prompt, DECODED);
    for (int turn = 0; turn < 10; turn++) {
      plain.prefill(prompt);
      rates.add(
          turn,
          () -> rate(() -> generate(model, prompt, DECODED)),
          () -> rate(() -> plain.decode(DECODED)));
    }
    figures.put("decodeTokensPerSecond", rates.ours());
    figures.put("plainDecodeTokensPerSecond", rates.plain());
    figures.put("decodeRatio", rates.ratio());
  }

  /** All continuations in one call, against one of them from scratch, times their number. */
  private void scoring(LanguageModel model, PlainLoop plain, EngineFigures figures) {
    progress.accept(
        "scoring " + CONTINUATIONS + " x " + CONTINUATION_TOKENS + " behind " + PREFIX_TOKENS);
    List<Prompt> continuations = new ArrayList<>();
    for (int i = 0; i < CONTINUATIONS; i++) {
      continuations.add(BenchText.prompt(model, "candidate " + i, CONTINUATION_TOKENS));
    }
    Pairs perSecond = new Pairs();
    for (int turn = 0; turn < TURNS; turn++) {
      Prompt prefix = BenchText.prompt(model, "scoring " + turn, PREFIX_TOKENS);
      Prompt continuation = continuations.get(turn);
      perSecond.add(
          turn,
          () -> CONTINUATIONS / seconds(() -> score(model, prefix, continuations)),
          () -> 1 / seconds(() -> plainScore(plain, prefix, continuation)));
    }
    figures.put("scoringSeconds", CONTINUATIONS / perSecond.ours());
    figures.put("scoringFromScratchSeconds", CONTINUATIONS / perSecond.plain());
    figures.put("scoringSpeedup", perSecond.ratio());
  }

  /** Six steps that share what the task is, as the planner's do, two of them with candidates. */
  private void agentSeries(LanguageModel model, EngineFigures figures) {
    progress.accept("a series of six steps");
    Prompt task = BenchText.prompt(model, "task", 800);
    Usage before = model.usage();
    double seconds =
        seconds(
            () -> {
              for (int step = 0; step < 6; step++) {
                Prompt prompt =
                    task.special("\n").text(BenchText.text("step " + step).substring(0, 120));
                if (step % 3 == 2) {
                  score(model, prompt, candidates(model));
                }
                generate(model, prompt, 24);
              }
              return 6;
            });
    Usage used = model.usage().minus(before);
    figures.put("seriesSeconds", seconds);
    figures.put("freshShare", (double) used.fresh() / (used.fresh() + used.cached()));
  }

  private static List<Prompt> candidates(LanguageModel model) {
    List<Prompt> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(BenchText.prompt(model, "c" + i, 12));
    }
    return all;
  }

  /** From the wish to stop until the call has returned, in the middle of a long evaluation. */
  private void cancel(LanguageModel model, EngineFigures figures) {
    progress.accept("cancelling");
    double worst = 0;
    double firstToken = 0;
    for (int turn = 0; turn < 3; turn++) {
      Prompt prompt = BenchText.prompt(model, "cancel " + turn, PREFIX_TOKENS);
      long asked = System.nanoTime() + 100_000_000L;
      Budget budget = Budget.of(Duration.ofMinutes(5), () -> System.nanoTime() >= asked);
      worst = Math.max(worst, (cancelled(model, prompt, budget) - asked) / 1e6);
      Prompt next = Prompt.ofText("turn " + turn);
      firstToken = Math.max(firstToken, 1e3 * seconds(() -> generate(model, next, 1)));
    }
    figures.put("cancelMs", worst);
    figures.put("firstTokenAfterCancelMs", firstToken);
  }

  /** When the call returned. */
  private static long cancelled(LanguageModel model, Prompt prompt, Budget budget) {
    try {
      model.complete(Request.greedy(prompt, 500), budget);
    } catch (CancellationException e) {
      return System.nanoTime();
    }
    throw new IllegalStateException("finished before it was cancelled");
  }

  private static long generate(LanguageModel model, Prompt prompt, int tokens) {
    return model
        .complete(Request.greedy(prompt, tokens), Budget.of(Duration.ofMinutes(10)))
        .getFirst()
        .tokens();
  }

  private static long score(LanguageModel model, Prompt prefix, List<Prompt> continuations) {
    return model.score(prefix, continuations, Budget.of(Duration.ofMinutes(10))).size();
  }

  private static long plainScore(PlainLoop plain, Prompt prefix, Prompt continuation) {
    return Double.isFinite(plain.score(prefix, continuation)) ? 1 : 0;
  }

  private static double seconds(LongSupplier work) {
    long began = System.nanoTime();
    long done = work.getAsLong();
    if (done < 1) {
      throw new IllegalStateException("nothing was done");
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static double rate(LongSupplier work) {
    long began = System.nanoTime();
    long done = work.getAsLong();
    return done / ((System.nanoTime() - began) / 1e9);
  }
}
