package dev.stepwise.model.host;

import dev.stepwise.model.ModelException;
import dev.stepwise.model.catalogue.ProcessLock;
import dev.stepwise.model.http.Connection;
import dev.stepwise.model.http.StepwiseServer;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds the host of a model, or starts it; several processes may ask at once. */
final class Hosts {
  private static final Duration HEALTH = Duration.ofSeconds(10);
  private static final int LOOK_MILLIS = 20;

  /** 128 and SIGKILL, as POSIX shells and the JDK tell it. */
  private static final int KILLED = 137;

  private static final int SIGNALLED = 128;

  private final Path folder;
  private final HttpClient client;

  /** The command line of a host that will write the given file. */
  @FunctionalInterface
  interface Command {
    List<String> line(Path hostFile);
  }

  /**
   * @param folder private to the user
   */
  Hosts(Path folder) {
    this.folder = folder;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(HEALTH)
            .build();
  }

  /**
   * A connection to the running host, which is started if there is none.
   *
   * @param key what tells this model and its options from others
   * @param starts how often one is started before it is given up because it was killed meanwhile
   * @throws ModelException if it cannot be started; the message has its last words
   */
  StepwiseServer reach(String key, Command command, int starts, Budget budget) {
    Path file = folder.resolve("host-" + key + ".json");
    Optional<StepwiseServer> running = running(file, budget);
    if (running.isPresent()) {
      return running.get();
    }
    Path lock = folder.resolve("host-" + key + ".lock");
    try (ProcessLock _ = ProcessLock.acquire(lock, () -> {}, budget)) {
      Optional<StepwiseServer> meanwhile = running(file, budget);
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      for (int i = 0; i < starts; i++) {
        Optional<StepwiseServer> started = start(file, command, budget);
        if (started.isPresent()) {
          return started.get();
        }
      }
      throw new ModelException("the model host did not start: it was killed (out of memory?)");
    }
  }

  private Optional<StepwiseServer> running(Path file, Budget budget) {
    try {
      Optional<HostFile> host = HostFile.read(file);
      if (host.isEmpty()) {
        return Optional.empty();
      }
      Connection connection = new Connection(host.get().address(), host.get().token(), client);
      return Optional.of(StepwiseServer.connect(connection, budget.atMost(HEALTH)));
    } catch (IOException | Connection.Refusal | ModelException e) {
      // Gone, leaving, or another program on its port: as good as no host.
      return Optional.empty();
    }
  }

  /** A new host; empty if it was killed before it could answer. */
  private Optional<StepwiseServer> start(Path file, Command command, Budget budget) {
    Path log = Path.of(file.toString().replaceFirst("\\.json$", ".log"));
    Process process;
    try {
      Files.deleteIfExists(file);
      HostFile.sweep(file);
      process =
          new ProcessBuilder(detached(command.line(file)))
              .directory(folder.toFile())
              .redirectInput(nothing())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UserException("cannot start the model host: " + e.getMessage(), e);
    }
    boolean reached = false;
    try {
      while (true) {
        Optional<StepwiseServer> host = running(file, budget);
        if (host.isPresent()) {
          reached = true;
          return host;
        }
        budget.checkCancelled();
        if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          if (process.exitValue() == KILLED) {
            return Optional.empty();
          }
          throw new ModelException("the model host did not start: " + lastWords(log, process));
        }
        if (budget.exhausted()) {
          throw new ModelException("the model host did not start in time; its log is " + log);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      if (!reached) {
        process.destroyForcibly();
      }
    }
  }

  /** In a session of its own where possible, so that an interrupt from a terminal spares it. */
  private static List<String> detached(List<String> command) {
    boolean setsid =
        Stream.of("/usr/bin/setsid", "/bin/setsid").anyMatch(p -> Files.isExecutable(Path.of(p)));
    if (!setsid) {
      return command;
    }
    List<String> line = new ArrayList<>(List.of("setsid"));
    line.addAll(command);
    return line;
  }

  private static File nothing() {
    return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
  }

  private static String lastWords(Path log, Process process) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(l -> !l.isBlank())
              .toList();
      int exit = process.exitValue();
      if (exit > SIGNALLED) {
        return "llama.cpp gave up on the model: is the file whole? (exit %d; %s)"
            .formatted(exit, log);
      }
      String last = lines.isEmpty() ? "it said nothing" : lines.getLast();
      return "%s (exit %d)".formatted(last.replaceFirst("^stepwise: ", ""), exit);
    } catch (IOException e) {
      return "exit " + process.exitValue();
    }
  }
}
