package dev.stepwise.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwise.language.python.PythonProject;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
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
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The warm Python that checks and tests variants in a private copy of the workspace. For one thread
 * at a time.
 */
final class PythonProcess implements AutoCloseable {
  private static final long LOOK_MILLIS = 25;
  private static final ObjectMapper JSON = new ObjectMapper();

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

  private record Running(Process process, BufferedWriter to, BufferedReader from) {}

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

  /**
   * Sends a job and hands on the answers up to the one called {@code last}.
   *
   * @return false if the budget ended first; the next job gets a new process
   * @throws UserException if Python does not start or has no pytest
   */
  boolean ask(Object job, String last, Consumer<JsonNode> listener, Budget budget) {
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
      python.to().write(JSON.writeValueAsString(job));
      python.to().write('\n');
      python.to().flush();
      for (String line = python.from().readLine(); line != null; line = python.from().readLine()) {
        JsonNode event = JSON.readTree(line);
        if (event.path("event").asText().equals(last)) {
          listener.accept(event);
          return true;
        }
        listener.accept(event);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("garbled answer of Python", e);
    } catch (IOException ended) {
      // The same as the end of its output.
      running = Optional.empty();
    } finally {
      guard.cancel(false);
    }
    stop();
    if (!budget.exhausted()) {
      throw new UserException("Python ended: " + complaint());
    }
    budget.checkCancelled();
    return false;
  }

  private Running start() {
    if (running.isPresent() && running.get().process().isAlive()) {
      return running.get();
    }
    Path script = folder.resolve("python_runner.py");
    try (InputStream in = PythonProcess.class.getResourceAsStream("python_runner.py")) {
      if (in == null) {
        throw new IllegalStateException("python_runner.py is not in the jar");
      }
      Files.write(script, in.readAllBytes());
      ProcessBuilder builder = new ProcessBuilder(command(script));
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

  private List<String> command(Path script) throws IOException, InterruptedException {
    if (bubblewrap.isEmpty()) {
      return List.of(project.interpreter().toString(), script.toString());
    }
    List<Path> places = places();
    List<Path> readable = new ArrayList<>(places.subList(1, places.size()));
    readable.add(script);
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
  }

  @Override
  public void close() {
    stop();
    watch.shutdownNow();
    starter.shutdownNow();
  }
}
