package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;

/**
 * Native threads that stay between evaluations. Left to itself, llama.cpp starts threads for every
 * batch and ends them again, which for a single token is a good part of the time. Between batches
 * they look for work for {@value #POLL} rounds of 131,072 pauses, about as long as drawing a token
 * takes, and then sleep: llama.cpp's own 50 would keep a core busy for a tenth of a second after
 * every batch.
 */
final class WorkerThreads implements AutoCloseable {
  private static final int POLL = 1;

  private final LlamaLibrary library;
  private final MemorySegment pool;

  /**
   * Starts them for a context, if more than one thread is wanted and the library has such.
   *
   * @param threads how many evaluate at most, the one that calls among them
   */
  WorkerThreads(LlamaLibrary library, MemorySegment context, int threads) {
    this.library = library;
    pool = threads > 1 ? start(library, threads) : MemorySegment.NULL;
    if (pool.address() != 0) {
      library.attachThreads.run(context, pool, MemorySegment.NULL);
    }
  }

  private static MemorySegment start(LlamaLibrary library, int threads) {
    CFunction make =
        library.cpuFunction("ggml_threadpool_new", FunctionDescriptor.of(ADDRESS, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = arena.allocate(Layouts.THREADPOOL_PARAMS);
      library.threadsDefaults.run(params, threads);
      boolean known =
          Layouts.getInt(Layouts.THREADPOOL_PARAMS, params, "n_threads") == threads
              && Layouts.getInt(Layouts.THREADPOOL_PARAMS, params, "poll") == 50;
      if (make == null || !known) {
        return MemorySegment.NULL; // an unknown build: threads for every batch, as ever
      }
      Layouts.setInt(Layouts.THREADPOOL_PARAMS, params, "poll", POLL);
      return make.asPointer(params);
    }
  }

  /** Ends the threads; only once the context is freed. */
  @Override
  public void close() {
    CFunction free =
        library.cpuFunction("ggml_threadpool_free", FunctionDescriptor.ofVoid(ADDRESS));
    if (pool.address() != 0 && free != null) {
      free.run(pool);
    }
  }
}
