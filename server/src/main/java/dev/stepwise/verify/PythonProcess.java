package dev.stepwise.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.language.python.PythonProject;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The warm Python that checks and tests variants in a private copy of the workspace. For one thread
 * at a time.
 */
final class PythonProcess implements AutoCloseable {
  private static final long LOOK_MILLIS = 25;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The program that Python runs, and its modules. */
  private static final List<String> SCRIPTS =
      List.of(
          "python_runner.py",
          "stepwise_calls.py",
          "stepwise_check.py",
          "stepwise_interview.py",
          "stepwise_meter.py",
          "stepwise_questions.py",
          "stepwise_values.py",
          "stepwise_witness.py");

  private final PythonProject project;
  private final Path folder;
  private final Optional<Bubblewrap> bubblewrap;
  private final Path copy;
  private final Path errors;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stepwise-python-watch").factory());

  // The kernel ends a sandbox with the thread that started it, so this one lives as long as we do.
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("stepwise-python-start").factory());
  private Optional<Running> running = Optional.empty();

  /** The terms of the job that waits for its next change, in the process that runs. */
  private Optional<Map<String, Object>> waiting = Optional.empty();

  /** Changes handed out so far; what is told of one that was handed out twice does not count. */
  private long told;

  private record Running(Process process, BufferedWriter to, BufferedReader from) {}

  /**
   * Copies the project; starts nothing yet.
   *
   * @param folder for what belongs to this process alone
   */
  PythonProcess(PythonProject project, Path folder, Optional<Bubblewrap> bubblewrap) {
    this.project = project;
    this.folder = folder;
    this.bubblewrap = bubblewrap;
    copy = folder.resolve("copy");
    errors = folder.resolve("python.err");
    PrivateCopy.copy(project.root(), copy);
  }

  /** Where the workspace's files can be changed for all variants. */
  Path copy() {
    return copy;
  }

  /** The problems of each of these changes of files, in order; none if the budget ended first. */
  Optional<JsonNode> check(List<Map<String, String>> changes, Budget budget) {
    Optional<JsonNode> answer =
        guarded(
            budget,
            python -> {
              tell(python, Map.of("op", "check", "variants", changes));
              JsonNode event = hear(python);
              while (event.path("event").asText().equals("next")) {
                // A session that ended meanwhile leaves its question to the one that started it.
                event = hear(python);
              }
              return Optional.of(event);
            });
    return answer.map(event -> event.path("problems"));
  }

  /**
   * Asks the unchanged workspace and changes of it.
   *
   * @param terms what is asked and how
   * @return what they answered; none if the budget ended first
   */
  Optional<JsonNode> ask(Map<String, Object> terms, Budget budget) {
    return guarded(
        budget,
        python -> {
          endJob(python);
          tell(python, terms);
          return Optional.of(hear(python));
        });
  }

  /**
   * Runs tests on one change of files after the other, as long as there is a next one. Python goes
   * on where it was if the terms are those of the job before.
   *
   * @param terms what is run and how; the same for all changes
   * @param changes asked for the next one when the one before is done, and told what tests did
   * @return false if the budget ended first; the next job gets a new process
   * @throws UserException if Python does not start or has no pytest
   */
  boolean run(Map<String, Object> terms, Changes changes, Budget budget) {
    return guarded(
            budget,
            python -> {
              if (!terms.equals(waiting.orElse(null))) {
                endJob(python);
                tell(python, terms);
                expect(python, "next");
                waiting = Optional.of(terms);
              }
              for (OptionalInt next = changes.next(); next.isPresent(); next = changes.next()) {
                runOne(python, changes, next.getAsInt());
              }
              return Optional.of(true);
            })
        .orElse(false);
  }

  /** Hands out changes of files and takes what tests did with them. */
  interface Changes {
    /** The number of a change that nobody runs yet. */
    OptionalInt next();

    Map<String, String> texts(int number);

    void done(int number, List<JsonNode> tests, JsonNode seen);
  }

  private void runOne(Running python, Changes changes, int number) throws IOException {
    long mark = ++told;
    Map<String, Object> variant =
        Map.of("op", "variant", "mark", mark, "texts", changes.texts(number));
    List<JsonNode> tests = new ArrayList<>();
    tell(python, variant);
    for (boolean done = false; ; ) {
      JsonNode event = hear(python);
      if (event.path("mark").asLong(mark) != mark) {
        continue;
      }
      switch (event.path("event").asText()) {
        case "ended" -> tests.add(event);
        case "done" -> {
          changes.done(number, List.copyOf(tests), event.path("seen"));
          done = true;
        }
        default -> {
          if (done) {
            return;
          }
          // Its session ended over it: once more, outside.
          tests.clear();
          tell(python, variant);
        }
      }
    }
  }

  /** Ends the job that waits for its next change. */
  private void endJob(Running python) throws IOException {
    if (waiting.isPresent()) {
      waiting = Optional.empty();
      tell(python, Map.of("op", "stop"));
      // A session that ends may leave the question to the one that started it.
      while (expect(python, "next", "end").equals("next")) {
        tell(python, Map.of("op", "stop"));
      }
    }
  }

  /** What an exchange with Python says; throws as the end of a stream does if Python ends. */
  private interface Exchange<T> {
    Optional<T> with(Running python) throws IOException;
  }

  private <T> Optional<T> guarded(Budget budget, Exchange<T> exchange) {
    Running python = start();
    ScheduledFuture<?> guard =
        watch.scheduleWithFixedDelay(
            () -> {
              if (budget.exhausted()) {
                python.process().destroyForcibly();
              }
            },
            LOOK_MILLIS,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
    try {
      Optional<T> answer = exchange.with(python);
      guard.cancel(false);
      if (budget.exhausted()) {
        // The guard may have ended it meanwhile.
        stop();
      }
      return answer;
    } catch (JsonProcessingException e) {
      stop();
      throw new IllegalStateException("garbled answer of Python", e);
    } catch (IOException ended) {
      stop();
      if (!budget.exhausted()) {
        String why = complaint();
        boolean clear = why.startsWith(project.interpreter().toString());
        throw new UserException(clear ? why : "Python ended: " + why, ended);
      }
    } finally {
      guard.cancel(false);
    }
    budget.checkCancelled();
    return Optional.empty();
  }

  private static void tell(Running python, Map<String, ?> what) throws IOException {
    python.to().write(JSON.writeValueAsString(what));
    python.to().write('\n');
    python.to().flush();
  }

  private static JsonNode hear(Running python) throws IOException {
    String line = python.from().readLine();
    if (line == null) {
      throw new EOFException("Python ended");
    }
    return JSON.readTree(line);
  }

  private static String expect(Running python, String... events) throws IOException {
    String event = hear(python).path("event").asText();
    if (!List.of(events).contains(event)) {
      throw new IllegalStateException("Python says " + event);
    }
    return event;
  }

  private Running start() {
    if (running.isPresent() && running.get().process().isAlive()) {
      return running.get();
    }
    stop();
    try {
      for (String script : SCRIPTS) {
        write(script);
      }
      ProcessBuilder builder = new ProcessBuilder(command(folder.resolve(SCRIPTS.getFirst())));
      builder.environment().clear();
      builder.environment().putAll(TestEnvironment.variables());
      builder.directory(bubblewrap.isPresent() ? folder.toFile() : copy.toFile());
      builder.redirectError(errors.toFile());
      Process process = starter.submit(builder::start).get();
      Running python =
          new Running(
              process,
              new BufferedWriter(
                  new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)),
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
      if (python.from().readLine() == null) {
        throw new UserException("Python does not start: " + complaint());
      }
      running = Optional.of(python);
      return python;
    } catch (IOException | ExecutionException e) {
      throw new UserException("cannot start " + project.interpreter() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted while Python started", e);
    }
  }

  private void write(String script) throws IOException {
    try (InputStream in = PythonProcess.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException(script + " is not in the jar");
      }
      Files.write(folder.resolve(script), in.readAllBytes());
    }
  }

  private List<String> command(Path script) throws IOException, InterruptedException {
    if (bubblewrap.isEmpty()) {
      return List.of(project.interpreter().toString(), script.toString());
    }
    List<Path> places = places();
    List<Path> readable = new ArrayList<>(places.subList(1, places.size()));
    SCRIPTS.forEach(name -> readable.add(folder.resolve(name)));
    return bubblewrap
        .get()
        .command(
            readable,
            Map.of(project.root(), copy),
            project.root(),
            List.of(places.getFirst().toString(), script.toString()));
  }

  /** The interpreter itself, wrappers looked through, and the folders it needs. */
  private List<Path> places() throws IOException, InterruptedException {
    String question =
        "import sys,os,json;print(json.dumps([sys.executable,sys.prefix,sys.base_prefix,"
            + "os.path.realpath(sys.executable)]+[p for p in sys.path if p and os.path.exists(p)]))";
    Process process =
        new ProcessBuilder(project.interpreter().toString(), "-c", question)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    JsonNode answer = JSON.readTree(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new UserException(project.interpreter() + " does not run");
    }
    Set<Path> places = new LinkedHashSet<>();
    answer.forEach(p -> places.add(Path.of(p.asText())));
    return List.copyOf(places);
  }

  private String complaint() {
    try {
      String said = Files.exists(errors) ? Files.readString(errors).strip() : "";
      if (said.contains("No module named 'pytest'")) {
        return project.interpreter() + " has no pytest: install it with 'pip install pytest'";
      }
      return said.lines().reduce((first, second) -> second).orElse("no reason given");
    } catch (IOException e) {
      return "no reason given";
    }
  }

  private void stop() {
    running.ifPresent(python -> python.process().destroyForcibly());
    running = Optional.empty();
    waiting = Optional.empty();
  }

  @Override
  public void close() {
    stop();
    watch.shutdownNow();
    starter.shutdownNow();
  }
}
