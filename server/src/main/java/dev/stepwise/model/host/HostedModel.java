package dev.stepwise.model.host;

import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.model.http.Connection;
import dev.stepwise.model.http.StepwiseServer;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model in the host that all editors share. If the host dies under a call, the call is made once
 * more on a new host; if that dies too, the call fails, and the next one starts anew.
 */
final class HostedModel implements LanguageModel {
  private static final Duration COUNTING = Duration.ofMinutes(1);
  private static final int LEAVING = 503;
  private static final int OTHER_HOST = 401;
  private static final int OUT_OF_TIME = 408;

  private final Hosts hosts;
  private final String key;
  private final Hosts.Command command;
  private final ModelInfo info;
  private final ReentrantLock lock = new ReentrantLock();
  private StepwiseServer server;
  private Usage before = Usage.NONE;

  /**
   * @throws ModelException if the host cannot be started
   */
  HostedModel(Hosts hosts, String key, Hosts.Command command, Budget budget) {
    this.hosts = hosts;
    this.key = key;
    this.command = command;
    server = hosts.reach(key, command, 2, budget);
    info = server.info();
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  @Override
  public List<Completion> complete(Request request, Budget budget) {
    return retried(s -> s.complete(request, budget), budget);
  }

  @Override
  public List<Completion> complete(Request request, Budget budget, Pieces pieces) {
    Told told = new Told(pieces);
    return retried(s -> s.complete(request, budget, told.fromTheStart()), budget);
  }

  @Override
  public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
    return retried(s -> s.score(prefix, continuations, budget), budget);
  }

  @Override
  public int countTokens(Prompt prompt) {
    Budget budget = Budget.of(COUNTING);
    return retried(s -> s.countTokens(prompt, budget), budget);
  }

  @Override
  public Optional<Prompt> chat(List<ChatMessage> messages) {
    Budget budget = Budget.of(COUNTING);
    return retried(s -> s.chat(messages, budget), budget);
  }

  @Override
  public Optional<Prompt> fillIn(String before, String after) {
    Budget budget = Budget.of(COUNTING);
    return retried(s -> s.fillIn(before, after, budget), budget);
  }

  @Override
  public LanguageModel inBackground() {
    return new Background(this);
  }

  /** Tells a text's pieces once, also where a second host begins it again. */
  private static final class Told {
    private final Pieces pieces;
    private final Map<Integer, Integer> told = new HashMap<>();

    private Told(Pieces pieces) {
      this.pieces = pieces;
    }

    private Pieces fromTheStart() {
      Map<Integer, Integer> seen = new HashMap<>();
      return (sample, text) -> {
        int end = seen.merge(sample, text.length(), Integer::sum);
        int fresh = Math.min(text.length(), end - told.getOrDefault(sample, 0));
        if (fresh > 0) {
          told.put(sample, end);
          pieces.piece(sample, text.substring(text.length() - fresh));
        }
      };
    }
  }

  /** The view of a hosted model that waits for others, those of other editors too. */
  private record Background(HostedModel model) implements LanguageModel {
    @Override
    public ModelInfo info() {
      return model.info();
    }

    @Override
    public List<Completion> complete(Request request, Budget budget) {
      return model.retried(s -> s.inBackground().complete(request, budget), budget);
    }

    @Override
    public List<Completion> complete(Request request, Budget budget, Pieces pieces) {
      Told told = new Told(pieces);
      return model.retried(
          s -> s.inBackground().complete(request, budget, told.fromTheStart()), budget);
    }

    @Override
    public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
      return model.retried(s -> s.inBackground().score(prefix, continuations, budget), budget);
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

  @Override
  public Usage usage() {
    lock.lock();
    try {
      return before.plus(server.usage());
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T on(StepwiseServer server) throws IOException;
  }

  private <T> T retried(Call<T> call, Budget budget) {
    StepwiseServer first = current();
    try {
      return attempt(call, first);
    } catch (IOException e) {
      budget.checkCancelled();
      if (budget.exhausted()) {
        throw outOfTime(e);
      }
    }
    StepwiseServer second = replace(first, budget);
    try {
      return attempt(call, second);
    } catch (IOException e) {
      budget.checkCancelled();
      throw new ModelException(
          "the model host died twice under one request (out of memory?); try a smaller model", e);
    }
  }

  private static <T> T attempt(Call<T> call, StepwiseServer server) throws IOException {
    try {
      return call.on(server);
    } catch (Connection.Refusal e) {
      if (e.status() == LEAVING || e.status() == OTHER_HOST) {
        throw new IOException(e.getMessage(), e);
      }
      if (e.status() == OUT_OF_TIME) {
        // By the host's clock, a moment before ours: the same as a budget that ends here.
        throw outOfTime(e);
      }
      throw new ModelException("the model host refused: " + e.getMessage(), e);
    }
  }

  private static CancellationException outOfTime(Exception cause) {
    CancellationException over = new CancellationException(cause.getMessage());
    over.initCause(cause);
    return over;
  }

  private StepwiseServer current() {
    lock.lock();
    try {
      return server;
    } finally {
      lock.unlock();
    }
  }

  /** Another server than the one that failed, which another thread may have found already. */
  private StepwiseServer replace(StepwiseServer failed, Budget budget) {
    lock.lock();
    try {
      if (server.equals(failed)) {
        StepwiseServer fresh = hosts.reach(key, command, 1, budget);
        before = before.plus(failed.usage());
        failed.close();
        server = fresh;
      }
      return server;
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of the host, which stays for others until it was idle for a while. */
  @Override
  public void close() {
    current().close();
  }
}
