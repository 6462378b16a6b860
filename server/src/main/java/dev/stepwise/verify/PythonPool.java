package dev.stepwise.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stepwise.language.python.PythonProject;
import dev.stepwise.settings.Background;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Warm Pythons that share the variants of a batch. Each has a copy of the workspace and a sandbox
 * of its own, so that variants tested at the same time cannot meet. For one thread at a time.
 */
final class PythonPool implements AutoCloseable {
  /** Variants for each Python from which on another one is worth its start. */
  private static final int WORTH_ANOTHER = 4;

  private final List<PythonProcess> pythons = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("stepwise-python-", 0).factory());

  /** What tests of the unchanged workspace took, as Python tells it: its limits follow from it. */
  private JsonNode seen =
      JsonNodeFactory.instance
          .objectNode()
          .put("steps", 0)
          .put("seconds", 0)
          .set("killed", JsonNodeFactory.instance.arrayNode());

  /**
   * Copies the project for each; starts nothing yet.
   *
   * @param unsaved path relative to the project to text that counts instead of the file's
   */
  PythonPool(
      PythonProject project,
      Map<String, String> unsaved,
      Path folder,
      Optional<Bubblewrap> bubblewrap,
      int size)
      throws IOException {
    for (int i = 0; i < size; i++) {
      Path own = Files.createDirectories(folder.resolve("python" + i));
      PythonProcess python = new PythonProcess(project, own, bubblewrap);
      pythons.add(python);
      for (Map.Entry<String, String> entry : unsaved.entrySet()) {
        Path inCopy = python.copy().resolve(entry.getKey());
        Files.createDirectories(inCopy.getParent());
        Files.writeString(inCopy, entry.getValue());
      }
    }
  }

  /** The problems of each of these changes of files, in order; none if the budget ended first. */
  Optional<JsonNode> check(List<Map<String, String>> changes, Budget budget) {
    return pythons.getFirst().check(changes, budget);
  }

  /** See {@link PythonProcess#ask}. */
  Optional<JsonNode> ask(Map<String, Object> terms, Budget budget) {
    return pythons.getFirst().ask(terms, budget);
  }

  /**
   * Runs tests on changes of files until {@code enough} of them passed or the budget ends.
   *
   * @return what the tests did with each change, in the given order and as far as they were run one
   *     after the other: those tested beside the last one that counts are left out
   */
  List<List<JsonNode>> run(
      Map<String, Object> terms,
      List<Map<String, String>> changes,
      int enough,
      Predicate<List<JsonNode>> passed,
      Budget budget) {
    Map<String, Object> all = new HashMap<>(terms);
    all.put("seen", seen);
    Batch batch = new Batch(changes, enough, passed, budget);
    int used = Math.clamp(changes.size() / WORTH_ANOTHER, 1, pythons.size());
    List<Future<Boolean>> others = new ArrayList<>();
    for (PythonProcess python : pythons.subList(1, used)) {
      others.add(threads.submit(() -> python.run(all, batch, budget)));
    }
    try {
      pythons.getFirst().run(all, batch, budget);
    } finally {
      // Whatever happened here, none may still be at work when the next batch comes.
      batch.stop();
      others.forEach(PythonPool::await);
    }
    others.forEach(Background::result);
    seen = batch.seen.orElse(seen);
    return batch.inOrder();
  }

  /** Waits whatever happens: a Python is for one thread at a time. */
  private static void await(Future<Boolean> other) {
    boolean interrupted = false;
    while (!other.isDone()) {
      try {
        other.get();
      } catch (ExecutionException told) {
        // Its result is asked for where all have ended.
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands out changes in order to whoever asks. */
  private static final class Batch implements PythonProcess.Changes {
    private final List<Map<String, String>> changes;
    private final int enough;
    private final Predicate<List<JsonNode>> passed;
    private final Budget budget;
    private final Map<Integer, List<JsonNode>> results = new HashMap<>();
    private Optional<JsonNode> seen = Optional.empty();
    private int next;
    private int passing;
    private boolean stopped;

    Batch(
        List<Map<String, String>> changes,
        int enough,
        Predicate<List<JsonNode>> passed,
        Budget budget) {
      this.changes = changes;
      this.enough = enough;
      this.passed = passed;
      this.budget = budget;
    }

    @Override
    public synchronized OptionalInt next() {
      boolean over = stopped || next >= changes.size() || passing >= enough || budget.exhausted();
      return over ? OptionalInt.empty() : OptionalInt.of(next++);
    }

    @Override
    public Map<String, String> texts(int number) {
      return changes.get(number);
    }

    @Override
    public synchronized void done(int number, List<JsonNode> tests, JsonNode nowSeen) {
      results.put(number, tests);
      passing += passed.test(tests) ? 1 : 0;
      if (changes.get(number).isEmpty()) {
        seen = Optional.of(nowSeen);
      }
    }

    synchronized void stop() {
      stopped = true;
    }

    synchronized List<List<JsonNode>> inOrder() {
      List<List<JsonNode>> inOrder = new ArrayList<>();
      int found = 0;
      while (found < enough && results.containsKey(inOrder.size())) {
        List<JsonNode> tests = results.get(inOrder.size());
        found += passed.test(tests) ? 1 : 0;
        inOrder.add(tests);
      }
      return inOrder;
    }
  }

  @Override
  public void close() {
    pythons.forEach(PythonProcess::close);
    threads.shutdownNow();
  }
}
