package dev.stepwise.model.host;

import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.llama.GgufFile;
import dev.stepwise.model.llama.LlamaModel;
import dev.stepwise.model.llama.Options;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Loads a model that nobody vouches for in a process of its own before anything else does:
 * llama.cpp ends the process where a file lies about its shape. What was seen is remembered by what
 * the file says of itself, so that a model is tried once, wherever it is moved to, and a file that
 * takes another's place is tried again; weights whose hash the catalogue knows are never tried.
 */
public final class TrialLoad {
  private static final String FINE = "loads";
  private static final String CRASHES = "crashes";
  private static final String REFUSED = "refused: ";
  private static final int CONTEXT = 256;
  private static final int LOOK_MILLIS = 20;

  /** 128 and SIGKILL, as the JDK tells it; smaller ones are no signals. */
  private static final int KILLED = 137;

  private static final int SIGNALLED = 128;

  private final Path folder;

  /**
   * @param folder for what is remembered
   */
  TrialLoad(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns if the model can be loaded.
   *
   * @throws ModelException if it cannot; one line tells why
   * @throws CancellationException if the budget was cancelled
   */
  void check(Path weights, Options options, Budget budget) {
    GgufFile.read(weights);
    try {
      Path seen = Files.createDirectories(folder).resolve(key(weights, options));
      if (!Files.exists(seen)) {
        remember(seen, outcome(weights, options, budget));
      }
      if (!Files.readString(seen).equals(FINE)) {
        throw new ModelException(weights + " is damaged: llama.cpp crashes on it; fetch it again");
      }
    } catch (IOException e) {
      throw new UserException("cannot try " + weights + ": " + e.getMessage(), e);
    }
  }

  private static String key(Path weights, Options options) throws IOException {
    Optional<Path> adapter = options.adapter();
    return HostCommand.key(
        "trial",
        GgufFile.fingerprint(weights),
        adapter.isPresent() ? GgufFile.fingerprint(adapter.get()) : "");
  }

  private static void remember(Path seen, String verdict) throws IOException {
    Path fresh = Files.createTempFile(seen.getParent(), "trial", ".new");
    Files.writeString(fresh, verdict);
    Files.move(fresh, seen, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * What becomes of the process that loads the model; worth remembering.
   *
   * @throws ModelException where that may be different the next time
   */
  private String outcome(Path weights, Options options, Budget budget) throws IOException {
    Path said = Files.createTempFile(folder, "trial", ".log");
    try {
      Process process = start(weights, options, said);
      int exit = end(process, budget);
      List<String> lines =
          new String(Files.readAllBytes(said), StandardCharsets.UTF_8).lines().toList();
      String last = lines.isEmpty() ? "" : lines.getLast();
      if (exit == 0 && last.equals(FINE)) {
        return FINE;
      }
      if (exit == 0 && last.startsWith(REFUSED)) {
        throw new ModelException(last.substring(REFUSED.length()));
      }
      if (exit > SIGNALLED && exit != KILLED) {
        return CRASHES;
      }
      throw new ModelException(
          exit == KILLED
              ? weights + " does not fit into memory: loading it was killed"
              : "%s cannot be tried (exit %d): %s".formatted(weights, exit, last));
    } finally {
      Files.delete(said);
    }
  }

  private Process start(Path weights, Options options, Path said) throws IOException {
    List<String> line =
        new ArrayList<>(
            HostCommand.java(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage"));
    line.add(TrialLoad.class.getName());
    line.add(weights.toAbsolutePath().toString());
    options.adapter().ifPresent(a -> line.add(a.toAbsolutePath().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectInput(new File(File.separatorChar == '/' ? "/dev/null" : "NUL"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("GGML_NO_BACKTRACE", "1");
    return builder.start();
  }

  private static int end(Process process, Budget budget) {
    boolean ended = false;
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        budget.checkCancelled();
        if (budget.exhausted()) {
          throw new ModelException("the model was not loaded in time");
        }
      }
      ended = true;
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } finally {
      if (!ended) {
        process.destroyForcibly();
      }
    }
  }

  /** The process that loads: weights and, if there is one, an adapter. Says what became of it. */
  public static void main(String[] args) {
    Options options = Options.defaults().withContextTokens(CONTEXT).withThreads(1);
    if (args.length > 1) {
      options = options.withAdapter(Path.of(args[1]));
    }
    try (LlamaModel model = LlamaModel.open(Path.of(args[0]), options)) {
      Budget budget = Budget.of(Duration.ofDays(1));
      model.complete(Request.greedy(Prompt.ofText("int a"), 2), budget);
      System.out.println("\n" + FINE);
    } catch (ModelException | UserException e) {
      System.out.println("\n" + REFUSED + e.getMessage());
    }
  }
}
