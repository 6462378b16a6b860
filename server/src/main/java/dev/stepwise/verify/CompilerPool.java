package dev.stepwise.verify;

import dev.stepwise.settings.Background;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;

/** Several warm compilers that share a batch. */
final class CompilerPool implements AutoCloseable {
  private final JavaBaseline baseline;
  private final ExecutorService threads;
  private final LinkedBlockingDeque<VariantCompiler> idle = new LinkedBlockingDeque<>();

  CompilerPool(JavaBaseline baseline, int size) {
    this.baseline = baseline;
    threads =
        Executors.newFixedThreadPool(
            size, Thread.ofPlatform().daemon().name("stepwise-compile-", 0).factory());
  }

  /** Results in the given order; once the budget is spent, those behind did not succeed. */
  List<Compilation> compile(
      List<Variant> variants, Budget budget, Supplier<Compilation> unchanged) {
    List<Future<Compilation>> futures = new ArrayList<>();
    for (Variant variant : variants) {
      futures.add(
          threads.submit(
              () -> variant.texts().isEmpty() ? unchanged.get() : compile(variant, budget)));
    }
    List<Compilation> results = new ArrayList<>();
    try {
      for (Future<Compilation> future : futures) {
        results.add(Background.result(future));
      }
      budget.checkCancelled();
      return results;
    } catch (RuntimeException e) {
      futures.forEach(f -> f.cancel(false));
      throw e;
    }
  }

  private Compilation compile(Variant variant, Budget budget) {
    if (budget.exhausted()) {
      return new Compilation(variant, false, java.util.Map.of(), List.of());
    }
    // Last in, first out: the one just used is the warmest.
    VariantCompiler compiler =
        Optional.ofNullable(idle.pollFirst()).orElseGet(() -> new VariantCompiler(baseline));
    try {
      return compiler.compile(variant);
    } finally {
      idle.addFirst(compiler);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    idle.forEach(VariantCompiler::close);
  }
}
