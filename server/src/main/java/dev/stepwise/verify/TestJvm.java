package dev.stepwise.verify;

import dev.stepwise.settings.Budget;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.runner.Wire;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One running test JVM. For one thread at a time. */
final class TestJvm implements AutoCloseable {
  static final String OUT_OF_MEMORY = "ran out of memory";
  private static final long LOOK_MILLIS = 25;
  private static final long START_SECONDS = 60;
  private static final long LEAVE_MILLIS = 200;
  private static final long GONE_SECONDS = 2;

  private final Process process;
  private final Path errors;
  private final DataOutputStream to;
  private final DataInputStream from;
  private final ScheduledExecutorService watch;

  /** The process and, where there is a sandbox, those in it: they end a little after it. */
  private final List<ProcessHandle> tree;

  private volatile Optional<String> killedFor = Optional.empty();
  private volatile long lastSign;

  /** Waits until the JVM is ready for jobs. */
  TestJvm(Process process, Path errors, Wire.Setup setup, ScheduledExecutorService watch) {
    this.process = process;
    this.errors = errors;
    this.watch = watch;
    to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    from = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    ScheduledFuture<?> guard =
        watch.schedule(() -> kill("no answer"), START_SECONDS, TimeUnit.SECONDS);
    try {
      Wire.write(setup, to);
      to.flush();
      Wire.readEvent(from);
      tree = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UserException(
          "the test JVM did not start: " + killedFor.orElseGet(this::complaint), e);
    } finally {
      guard.cancel(false);
    }
  }

  /** Why a job did not end by itself. */
  record Broken(String why) {
    boolean memory() {
      return why.equals(OUT_OF_MEMORY);
    }
  }

  /**
   * Carries out an order.
   *
   * @param limit how long the JVM may be silent, which is how long one test may take
   * @param listener gets all its events as they come
   * @return empty if all was done; else the JVM is dead, and this is why
   */
  Optional<Broken> run(
      Wire.Order order, Duration limit, Budget budget, Consumer<Wire.Event> listener) {
    lastSign = System.nanoTime();
    ScheduledFuture<?> guard =
        watch.scheduleWithFixedDelay(
            () -> guard(limit, budget), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    try {
      Wire.write(order, to);
      to.flush();
      while (true) {
        Wire.Event event = Wire.readEvent(from);
        lastSign = System.nanoTime();
        listener.accept(event);
        if (event instanceof Wire.Event.JobDone) {
          return Optional.empty();
        }
      }
    } catch (IOException ended) {
      end();
      return Optional.of(new Broken(killedFor.orElseGet(this::complaint)));
    } finally {
      guard.cancel(false);
    }
  }

  private void guard(Duration limit, Budget budget) {
    if (budget.exhausted()) {
      kill("no time left");
    } else if (System.nanoTime() - lastSign > limit.toNanos()) {
      kill("still running after " + limit.toSeconds() + " s");
    }
  }

  private void kill(String why) {
    killedFor = Optional.of(why);
    process.destroyForcibly();
  }

  /** Kills it and waits until its memory is free for the JVM that comes next. */
  private void end() {
    process.destroyForcibly();
    try {
      for (ProcessHandle each : tree) {
        each.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It goes when it goes.
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The last thing it said, for people. */
  private String complaint() {
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        return "the test JVM closed its output";
      }
      String said =
          Files.exists(errors) ? Files.readString(errors, StandardCharsets.ISO_8859_1).strip() : "";
      if (said.contains("OutOfMemoryError")) {
        return OUT_OF_MEMORY;
      }
      String first = said.lines().findFirst().orElse("");
      return "ended the JVM (exit code "
          + process.exitValue()
          + ")"
          + (first.isEmpty() ? "" : ": " + first);
    } catch (IOException e) {
      return "ended the JVM";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Override
  public void close() {
    try {
      to.close();
      if (!process.waitFor(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
        end();
      }
    } catch (IOException alreadyGone) {
      end();
    } catch (InterruptedException e) {
      end();
      Thread.currentThread().interrupt();
    }
  }
}
