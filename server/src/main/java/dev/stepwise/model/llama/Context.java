package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.stepwise.model.ModelException;
import dev.stepwise.settings.Budget;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A llama.cpp context: a batch to fill, its evaluation, the logits, and the memory of sequences.
 * Only the thread that owns it may use it.
 */
final class Context implements AutoCloseable {
  private static final int DONE = 0;
  private static final int NO_ROOM = 1;
  private static final int ABORTED = 2;

  private final LlamaLibrary library;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment context;
  private final MemorySegment memory;
  private final int batchTokens;
  private final int outputs;
  private final int threads;
  private final int vocabularySize;
  private final MemorySegment batch;
  private final MemorySegment tokens;
  private final MemorySegment positions;
  private final MemorySegment counts;
  private final MemorySegment sequences;
  private final int mostSequences;
  private final int padding;
  private final MemorySegment wanted;
  private final Pace pace;
  private final Optional<Watch> watch;
  private final Optional<WorkerThreads> workers;
  private int filled;

  /** The evaluation was stopped because its budget was cancelled or spent. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  /**
   * Sizes of a context.
   *
   * @param restarts whether a batch that was stopped can simply be evaluated again
   */
  record Shape(
      int cells, int batchTokens, int outputs, int sequences, int threads, boolean restarts) {}

  /**
   * @param watched whether evaluations can be stopped and have threads of their own; the yardstick
   *     of benchmarks goes without
   */
  Context(
      LlamaLibrary library, MemorySegment model, Shape shape, int vocabularySize, boolean watched) {
    this.library = library;
    this.batchTokens = shape.batchTokens();
    this.outputs = shape.outputs();
    this.threads = shape.threads();
    pace = new Pace(shape.threads());
    this.vocabularySize = vocabularySize;
    MemorySegment params = library.contextDefaults.asStruct(arena);
    var layout = Layouts.CONTEXT_PARAMS;
    padding = shape.restarts() ? shape.sequences() : -1;
    mostSequences = shape.sequences() + (shape.restarts() ? 1 : 0);
    Layouts.setInt(layout, params, "n_ctx", shape.cells() + (shape.restarts() ? Plan.WIDE : 0));
    Layouts.setInt(layout, params, "n_batch", batchTokens);
    Layouts.setInt(layout, params, "n_ubatch", batchTokens);
    Layouts.setInt(layout, params, "n_seq_max", mostSequences);
    Layouts.setInt(layout, params, "n_outputs_max", shape.outputs());
    Layouts.setInt(layout, params, "n_threads", shape.threads());
    Layouts.setInt(layout, params, "n_threads_batch", shape.threads());
    Layouts.setInt(layout, params, "flash_attn_type", 1);
    Layouts.setFlag(layout, params, "kv_unified", true);
    Layouts.setFlag(layout, params, "swa_full", true);
    watch = watched ? Optional.of(new Watch(pace, arena)) : Optional.empty();
    watch.ifPresent(
        w -> {
          Layouts.setPointer(layout, params, "abort_callback", Watch.question());
          Layouts.setPointer(layout, params, "abort_callback_data", w.flag());
        });
    library.log.clear();
    context = library.contextInit.asPointer(model, params);
    if (context.address() == 0) {
      watch.ifPresent(Watch::close);
      arena.close();
      throw new ModelException("the model cannot be used: " + library.log.firstError());
    }
    memory = library.contextMemory.asPointer(context);
    workers =
        watched
            ? Optional.of(new WorkerThreads(library, context, shape.threads()))
            : Optional.empty();
    tokens = arena.allocate(JAVA_INT, batchTokens);
    positions = arena.allocate(JAVA_INT, batchTokens);
    counts = arena.allocate(JAVA_INT, batchTokens);
    sequences = arena.allocate(JAVA_INT, (long) batchTokens * mostSequences);
    wanted = arena.allocate(batchTokens);
    batch = makeBatch();
    if (shape.restarts() && shape.threads() > 1) {
      warmUp();
    }
  }

  private MemorySegment makeBatch() {
    MemorySegment pointers = arena.allocate(ADDRESS, batchTokens);
    for (int i = 0; i < batchTokens; i++) {
      pointers.setAtIndex(ADDRESS, i, sequences.asSlice(4L * i * mostSequences));
    }
    MemorySegment made = arena.allocate(Layouts.BATCH);
    Layouts.setPointer(Layouts.BATCH, made, "token", tokens);
    Layouts.setPointer(Layouts.BATCH, made, "pos", positions);
    Layouts.setPointer(Layouts.BATCH, made, "n_seq_id", counts);
    Layouts.setPointer(Layouts.BATCH, made, "seq_id", pointers);
    Layouts.setPointer(Layouts.BATCH, made, "logits", wanted);
    return made;
  }

  int batchTokens() {
    return batchTokens;
  }

  MemorySegment pointer() {
    return context;
  }

  /** How many threads may work at once. */
  int threads() {
    return threads;
  }

  /** How many tokens of a batch may ask for logits. */
  int outputs() {
    return outputs;
  }

  int vocabularySize() {
    return vocabularySize;
  }

  int filled() {
    return filled;
  }

  /** Adds a token to the batch; its index in the batch is returned. */
  int add(int token, int position, int sequence, boolean logits) {
    tokens.setAtIndex(JAVA_INT, filled, token);
    positions.setAtIndex(JAVA_INT, filled, position);
    counts.setAtIndex(JAVA_INT, filled, 1);
    sequences.setAtIndex(JAVA_INT, (long) filled * mostSequences, sequence);
    wanted.set(JAVA_BYTE, filled, (byte) (logits ? 1 : 0));
    return filled++;
  }

  /** Makes a token of the batch belong to one more sequence. */
  void share(int index, int sequence) {
    int count = counts.getAtIndex(JAVA_INT, index);
    sequences.setAtIndex(JAVA_INT, (long) index * mostSequences + count, sequence);
    counts.setAtIndex(JAVA_INT, index, count + 1);
  }

  /**
   * Evaluates the batch and empties it. What comes out does not depend on how many threads {@link
   * Pace} lets work: ggml shares out the attention of a row that is alone among its threads and
   * adds up their parts, so that it gets company.
   *
   * @throws Stopped if the budget ended; the batch's sequences are then in doubt
   */
  void evaluate(Budget limit) {
    padAndEvaluate(limit, filled == 1 ? 1 : paddingFor(filled));
  }

  /**
   * The same for a batch of tokens that were just drawn, where company would cost half the speed: a
   * text that is generated alone may take another turn on a machine that has become busy.
   */
  void evaluateDrawn(Budget limit) {
    padAndEvaluate(limit, paddingFor(filled));
  }

  private void padAndEvaluate(Budget limit, int more) {
    pad(more);
    int rows = filled;
    try {
      evaluate(rows, limit);
    } finally {
      if (rows > 0 && sequences.getAtIndex(JAVA_INT, (rows - 1L) * mostSequences) == padding) {
        clear(padding);
      }
    }
  }

  /**
   * Fills a batch up to what ggml multiplies at once: measured on one thread, 7 rows take 38 ms and
   * 8 take 29, 3 and 4 both 20. The rows are of a sequence of their own, which nothing sees.
   */
  private void pad(int more) {
    int fitting = padding < 0 ? 0 : Math.min(batchTokens - filled, more);
    for (int i = 0; i < fitting; i++) {
      add(0, i, padding, false);
    }
  }

  /** How many rows more make a batch faster. A narrow batch never becomes a wide one. */
  static int paddingFor(int rows) {
    int over = rows % 8;
    int more = over == 3 ? 1 : over > 4 ? 8 - over : over == 2 && rows >= Plan.WIDE ? 2 : 0;
    return rows < Plan.WIDE && rows + more >= Plan.WIDE ? 0 : more;
  }

  private void evaluate(int rows, Budget limit) {
    Layouts.setInt(Layouts.BATCH, batch, "n_tokens", rows);
    filled = 0;
    library.log.clear();
    int status = watch.isPresent() && limit.exhausted() ? ABORTED : decode(rows, limit);
    while (status == ABORTED && pace.gaveUp() && !limit.exhausted()) {
      pace.slowDown(System.nanoTime());
      undo(rows);
      status = decode(rows, limit);
    }
    switch (status) {
      case DONE -> {}
      case ABORTED -> throw new Stopped();
      case NO_ROOM -> throw new ModelException("the model's context is full");
      default -> throw new ModelException("evaluation failed: " + library.log.firstError());
    }
  }

  /**
   * Removes what a stopped evaluation left; llama.cpp looks at each token's first sequence only.
   */
  private void undo(int rows) {
    for (int i = 0; i < rows; i++) {
      int position = positions.getAtIndex(JAVA_INT, i);
      for (int k = 0; k < counts.getAtIndex(JAVA_INT, i); k++) {
        int sequence = sequences.getAtIndex(JAVA_INT, (long) i * mostSequences + k);
        library.memoryRemove.run(memory, sequence, position, position + 1);
      }
    }
  }

  private int decode(int rows, Budget limit) {
    int threads = pace.begin(rows, System.nanoTime());
    library.setThreads.run(context, threads, threads);
    watch.ifPresent(w -> w.begin(limit));
    int status = library.decode.asInt(context, batch);
    watch.ifPresent(Watch::end);
    if (status == DONE) {
      pace.done(System.nanoTime());
    }
    return status;
  }

  /** Evaluates a few tokens on one thread, to learn how long that takes. */
  private void warmUp() {
    int rows = Math.min(Plan.WIDE, batchTokens);
    for (int i = 0; i < rows; i++) {
      add(0, i, 0, false);
    }
    Layouts.setInt(Layouts.BATCH, batch, "n_tokens", rows);
    filled = 0;
    library.setThreads.run(context, 1, 1);
    long began = System.nanoTime();
    if (library.decode.asInt(context, batch) == DONE) {
      pace.warmedUp(rows, System.nanoTime() - began);
    }
    clearAll();
  }

  /** Drops what was added to the batch. */
  void forgetBatch() {
    filled = 0;
  }

  /** Copies the logits behind the token at {@code index} of the last batch. */
  void logits(int index, float[] into) {
    MemorySegment.copy(logits(index), JAVA_FLOAT, 0, into, 0, vocabularySize);
  }

  /** The logits behind the token at {@code index} of the last batch, until the next one. */
  MemorySegment logits(int index) {
    return library.logits.asPointer(context, index).reinterpret(4L * vocabularySize);
  }

  /** Makes {@code to} equal to {@code from}. */
  void copyAll(int from, int to) {
    library.memoryCopy.run(memory, from, to, -1, -1);
  }

  /** Removes all tokens from {@code position} on; false where the model cannot. */
  boolean trim(int sequence, int position) {
    return library.memoryRemove.asBoolean(memory, sequence, position, -1);
  }

  void clear(int sequence) {
    library.memoryRemove.run(memory, sequence, -1, -1);
  }

  /** Forgets all sequences. */
  void clearAll() {
    library.memoryClear.run(memory, false);
  }

  /** How many bytes {@link #saveState} needs. */
  long stateBytes() {
    return library.stateSize.asLong(context, 0);
  }

  /** Copies what is kept of sequence 0. */
  boolean saveState(MemorySegment into) {
    return library.stateGet.asLong(context, into, into.byteSize(), 0) == into.byteSize();
  }

  /** Makes sequence 0, which must be empty, what it was when it was saved. */
  boolean restoreState(MemorySegment from) {
    return library.stateSet.asLong(context, from, from.byteSize(), 0) != 0;
  }

  @Override
  public void close() {
    watch.ifPresent(Watch::close);
    library.contextFree.run(context);
    workers.ifPresent(WorkerThreads::close);
    arena.close();
  }
}
