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
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers every prompt with the prompt in upper case; every character is a token whose probability
 * depends on all before it. A prompt with "hang" never ends, one with "fail" fails; one of "once:"
 * and a path stops after its first piece unless that file is there.
 */
public final class FakeModel implements LanguageModel {
  private final AtomicReference<Usage> usage = new AtomicReference<>(Usage.NONE);

  /** Opened when a prompt hangs. */
  public final CountDownLatch hanging = new CountDownLatch(1);

  /** Opened when a hanging prompt was cancelled. */
  public final CountDownLatch cancelled = new CountDownLatch(1);

  public final AtomicReference<Request> last = new AtomicReference<>();

  @Override
  public ModelInfo info() {
    return new ModelInfo("fake", 2048, true, Optional.of("<|im_start|>"), true);
  }

  @Override
  public List<Completion> complete(Request request, Budget budget) {
    last.set(request);
    String prompt = request.prompt().joined();
    if (prompt.contains("fail")) {
      throw new ModelException("failed as asked");
    }
    if (prompt.contains("hang")) {
      hang(budget);
      return List.of(new Completion("so far", 2, -1.5, Completion.Stop.BUDGET));
    }
    List<Completion> all = new ArrayList<>();
    for (int i = 0; i < request.samples(); i++) {
      String text = prompt.toUpperCase(java.util.Locale.ROOT) + i;
      all.add(new Completion(text, text.length(), -0.1 - i / 3.0, Completion.Stop.END_OF_TEXT));
    }
    int length = prompt.length();
    usage.accumulateAndGet(new Usage(length, 1, (long) length * request.samples()), Usage::plus);
    return all;
  }

  @Override
  public List<Completion> complete(Request request, Budget budget, Pieces pieces) {
    List<Completion> all = complete(request, budget);
    String prompt = request.prompt().joined();
    if (prompt.startsWith("once:") && created(Path.of(prompt.substring(5)))) {
      pieces.piece(0, all.getFirst().text().substring(0, 2));
      hang(budget);
    }
    for (int i = 0; i < all.size(); i++) {
      for (char c : all.get(i).text().toCharArray()) {
        pieces.piece(i, String.valueOf(c));
      }
    }
    return all;
  }

  private static boolean created(Path mark) {
    try {
      Files.createFile(mark);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hang(Budget budget) {
    hanging.countDown();
    while (!budget.exhausted()) {
      LockSupport.parkNanos(1_000_000);
    }
    if (budget.cancelled()) {
      cancelled.countDown();
      throw new CancellationException("cancelled");
    }
  }

  @Override
  public List<Score> score(Prompt prefix, List<Prompt> continuations, Budget budget) {
    if (prefix.joined().contains("hang")) {
      hang(budget);
      throw new CancellationException("ran out");
    }
    usage.accumulateAndGet(new Usage(1, 2, 0), Usage::plus);
    return continuations.stream().map(c -> score(prefix.toString(), c.joined())).toList();
  }

  private static Score score(String prefix, String text) {
    List<Score.Token> tokens = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      double value = -Math.abs((prefix + text.substring(0, i)).hashCode() % 1000) / 321.0;
      tokens.add(new Score.Token(i, value));
      sum += value;
    }
    return new Score(sum, tokens);
  }

  @Override
  public Optional<Prompt> chat(List<ChatMessage> messages) {
    Prompt prompt = Prompt.empty();
    for (ChatMessage message : messages) {
      prompt = prompt.special("<" + message.role() + ">").text(message.text());
    }
    return messages.isEmpty() ? Optional.empty() : Optional.of(prompt);
  }

  @Override
  public Optional<Prompt> fillIn(String before, String after) {
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(Prompt.empty().special("<P>").text(before).special("<S>").text(after));
  }

  @Override
  public int countTokens(Prompt prompt) {
    return prompt.joined().length();
  }

  @Override
  public Usage usage() {
    return usage.get();
  }

  @Override
  public void close() {}
}
