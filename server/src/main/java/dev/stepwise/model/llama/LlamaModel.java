package dev.stepwise.model.llama;

import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.model.catalogue.FreeMemory;
import dev.stepwise.model.llama.Turns.Seat;
import dev.stepwise.model.llama.Turns.Urgency;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** A GGUF model evaluated by llama.cpp in this process. */
public final class LlamaModel implements LanguageModel {
  private static final int BATCH_TOKENS = 512;

  /** For the logits of one batch; llama.cpp keeps them twice. */
  private static final long LOGITS_BYTES = 36L << 20;

  private static final long WORK_BYTES = 128L << 20;
  private static final long LEAST_FOR_STATES = 32L << 20;
  private static final long MOST_FOR_STATES = 128L << 20;

  private final LlamaLibrary library;
  private final LoadedWeights weights;
  private final Vocabulary vocabulary;
  private final Context context;
  private final Prefixes prefixes;
  private final Turns turns;
  private final int cells;
  private final boolean exactScores;
  private final ModelInfo info;
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private boolean freed;
  private Usage usage = Usage.NONE;

  /**
   * Loads a model.
   *
   * @throws ModelException if the file is missing, truncated, damaged, of an unknown architecture
   *     or too large for the memory that is available, or if the native library is missing
   */
  public static LlamaModel open(Path gguf, Options options) {
    GgufFile file = GgufFile.read(gguf);
    LlamaLibrary library = LlamaLibrary.get();
    int cells = (int) Math.min(options.contextTokens(), Math.max(256, file.trainedContext()));
    long needed = file.tensorBytes() + cells * file.cacheBytesPerToken() + WORK_BYTES;
    long available = FreeMemory.now().available();
    if (needed > available) {
      throw new ModelException(
          "%s needs about %d MB of memory and %d MB are available; choose a smaller model or a shorter context"
              .formatted(gguf, needed >> 20, available >> 20));
    }
    LoadedWeights weights = LoadedWeights.load(library, file);
    boolean opened = false;
    try {
      LlamaModel model = new LlamaModel(library, weights, file, options, cells);
      opened = true;
      return model;
    } finally {
      if (!opened) {
        weights.close();
      }
    }
  }

  private LlamaModel(
      LlamaLibrary library, LoadedWeights weights, GgufFile file, Options options, int cells) {
    this.library = library;
    this.weights = weights;
    this.cells = cells;
    vocabulary = weights.vocabulary(file);
    boolean trims = weights.trims();
    int sequences = trims ? 64 : 16;
    int outputs = outputs(vocabulary.size(), sequences);
    context =
        new Context(
            library,
            weights.pointer(),
            new Context.Shape(cells, BATCH_TOKENS, outputs, sequences, options.threads(), trims),
            vocabulary.size(),
            true);
    boolean adapted = false;
    try {
      options.adapter().ifPresent(adapter -> weights.adapt(context, adapter));
      adapted = true;
    } finally {
      if (!adapted) {
        context.close();
      }
    }
    prefixes =
        new Prefixes(
            context,
            new PrefixStore(storeBytes(file, cells)),
            cells,
            sequences,
            trims,
            options.prefixCache());
    exactScores = options.exactScores();
    String id = options.id().isEmpty() ? file.path().getFileName().toString() : options.id();
    boolean tuned =
        file.repairTemplate()
            || options.adapter().map(a -> GgufFile.readAdapter(a).repairTemplate()).orElse(false);
    info = new ModelInfo(id, cells, true, weights.chatTemplate(), tuned);
    turns = new Turns("llama " + id);
  }

  /**
   * How many tokens of a batch may ask for logits. llama.cpp ends the process where it is fewer
   * than one for each sequence, of which one more than ours serves as padding.
   */
  static int outputs(int vocabularySize, int sequences) {
    return Math.clamp(LOGITS_BYTES / (4L * vocabularySize), sequences + 1, BATCH_TOKENS);
  }

  LoadedWeights weights() {
    return weights;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * What is kept of prompts beside the context: half as much as the context itself, within bounds.
   */
  private static long storeBytes(GgufFile file, int cells) {
    return Math.clamp(cells * file.cacheBytesPerToken() / 2, LEAST_FOR_STATES, MOST_FOR_STATES);
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public int countTokens(Prompt prompt) {
    return whileOpen(() -> Plan.of(vocabulary.prompt(prompt)).length());
  }

  @Override
  public Usage usage() {
    synchronized (turns) {
      return usage;
    }
  }

  @Override
  public List<Completion> complete(Request request, Budget budget) {
    return complete(request, budget, (sample, text) -> {});
  }

  @Override
  public List<Completion> complete(Request request, Budget budget, Pieces pieces) {
    return complete(request, budget, Urgency.INTERACTIVE, pieces);
  }

  private List<Completion> complete(
      Request request, Budget budget, Urgency urgency, Pieces pieces) {
    PieceFeed feed = new PieceFeed(pieces, request.stop());
    List<Completion> all = whileOpen(() -> complete(request, budget, urgency, feed));
    // Equal samples of the most likely text are generated once.
    for (int i = 0; i < all.size() && request.sampling().temperature() == 0; i++) {
      feed.finished(i, all.get(i));
    }
    return all;
  }

  private List<Completion> complete(
      Request request, Budget budget, Urgency urgency, PieceFeed feed) {
    Plan prompt = Plan.of(vocabulary.prompt(request.prompt()));
    int room = cells - prompt.length();
    if (room < 1 || request.maxTokens() < 1) {
      throw new ModelException(
          "a prompt of "
              + prompt.length()
              + " tokens leaves no room for an answer in a context of "
              + cells);
    }
    int parallel = Math.clamp(room / Math.min(request.maxTokens(), room), 1, prefixes.mostForks());
    return turns.request(
        urgency,
        budget,
        seat -> {
          Continuations generation = continuations(request, prompt, parallel, budget, feed);
          try {
            loop(seat, generation::step, budget);
          } catch (Context.Stopped e) {
            budget.checkCancelled();
            turns.run(generation::stopAll);
          } finally {
            turns.run(generation::close);
          }
          count(
              prompt.length() - generation.promptEvaluated(),
              generation.promptEvaluated(),
              generation.generated());
          return generation.completions();
        });
  }

  private Continuations continuations(
      Request request, Plan prompt, int parallel, Budget budget, PieceFeed feed) {
    if (request.sampling().isBeam() && request.grammar().isEmpty()) {
      int width = Math.min(request.samples(), parallel);
      return new BeamSearch(prefixes, context, vocabulary, request, prompt, width, budget);
    }
    Grammar grammar =
        request.grammar().isEmpty() ? null : Grammar.parse(library, vocabulary, request.grammar());
    return new Generation(
        prefixes, context, vocabulary, grammar, request, prompt, parallel, budget, feed);
  }

  @Override
  public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
    return whileOpen(() -> score(prefix, continuations, budget, Urgency.INTERACTIVE));
  }

  private List<Score> score(
      Prompt prefix, List<Prompt> continuations, Budget budget, Urgency urgency) {
    Plan before = Plan.of(vocabulary.prompt(prefix));
    List<int[]> tokens = continuations.stream().map(vocabulary::continuation).toList();
    int longest = tokens.stream().mapToInt(t -> t.length).max().orElse(0);
    if (before.length() + longest > cells) {
      throw new ModelException(
          "a prompt of "
              + before.length()
              + " tokens and a continuation of "
              + longest
              + " do not fit a context of "
              + cells);
    }
    List<double[]> scores =
        turns.request(
            urgency,
            budget,
            seat -> {
              Scoring scoring = new Scoring(prefixes, context, before, tokens, exactScores, budget);
              try {
                loop(seat, scoring::step, budget);
              } catch (Context.Stopped e) {
                throw (CancellationException)
                    new CancellationException("stopped while scoring").initCause(e);
              } finally {
                turns.run(prefixes::release);
              }
              count(before.length() - scoring.prefixEvaluated(), scoring.evaluated(), 0);
              return scoring.results();
            });
    List<Score> results = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      results.add(score(continuations.get(i), scores.get(i)));
    }
    return results;
  }

  private Score score(Prompt continuation, double[] logProbabilities) {
    int[] starts = TokenOffsets.of(continuation, vocabulary);
    List<Score.Token> tokens = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < logProbabilities.length; i++) {
      tokens.add(new Score.Token(starts[i], logProbabilities[i]));
      sum += logProbabilities[i];
    }
    return new Score(sum, tokens);
  }

  /** One step of a request. */
  private interface Step {
    /** Returns whether all is done. */
    boolean run();
  }

  /** Takes turns until the steps are done; a turn goes on while nothing more urgent waits. */
  private static void loop(Seat seat, Step step, Budget budget) {
    boolean done = false;
    while (!done) {
      budget.checkCancelled();
      done =
          seat.turn(
              () -> {
                boolean finished = step.run();
                while (!finished && !seat.wanted()) {
                  finished = step.run();
                }
                return finished;
              });
    }
  }

  private void count(long cached, long evaluated, long generated) {
    synchronized (turns) {
      usage =
          new Usage(
              usage.fresh() + evaluated,
              usage.cached() + Math.max(0, cached),
              usage.generated() + generated);
    }
  }

  @Override
  public Optional<Prompt> chat(List<ChatMessage> messages) {
    return info.chatTemplate()
        .flatMap(t -> whileOpen(() -> new ChatTemplate(library, t).render(messages)));
  }

  @Override
  public Optional<Prompt> fillIn(String before, String after) {
    return whileOpen(() -> vocabulary.fillIn(before, after));
  }

  @Override
  public LanguageModel inBackground() {
    return new Background(this);
  }

  /** The view of a model that waits for others. */
  private record Background(LlamaModel model) implements LanguageModel {
    @Override
    public ModelInfo info() {
      return model.info();
    }

    @Override
    public List<Completion> complete(Request request, Budget budget) {
      return complete(request, budget, (sample, text) -> {});
    }

    @Override
    public List<Completion> complete(Request request, Budget budget, Pieces pieces) {
      return model.complete(request, budget, Urgency.BACKGROUND, pieces);
    }

    @Override
    public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
      return model.whileOpen(() -> model.score(prefix, continuations, budget, Urgency.BACKGROUND));
    }

    @Override
    public int countTokens(Prompt prompt) {
      return model.countTokens(prompt);
    }

    @Override
    public Optional<Prompt> chat(List<ChatMessage> messages) {
      return model.chat(messages);
    }

    @Override
    public Optional<Prompt> fillIn(String before, String after) {
      return model.fillIn(before, after);
    }

    @Override
    public Usage usage() {
      return model.usage();
    }

    @Override
    public void close() {}
  }

  /** Keeps the native memory in place while a call uses it. */
  private <T> T whileOpen(Supplier<T> call) {
    inUse.readLock().lock();
    try {
      if (freed) {
        throw new ModelException("the model was closed");
      }
      return call.get();
    } finally {
      inUse.readLock().unlock();
    }
  }

  /** Calls that are under way end with a {@link ModelException} between two batches. */
  @Override
  public void close() {
    turns.close();
    inUse.writeLock().lock();
    try {
      if (!freed) {
        freed = true;
        prefixes.close();
        context.close();
        weights.close();
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
