package dev.stepwise.bench.quixbugs;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks two versions of a program the same questions and compares the answers. Questions that the
 * reference itself does not answer are not counted. Ends with 0 if all answers agree.
 */
public final class CompareMain {
  private static final int WANTED = 1_000;
  private static final int MOST_ATTEMPTS = 6_000;
  private static final int MILLISECONDS = 1_000;

  /** What the reference answered in time, a busy machine may not for the fixed program. */
  private static final int MILLISECONDS_FOR_FIXED = 5_000;

  /** Calls that never end go on beside the others, so that there is no use in going on for long. */
  private static final long MOST_NANOS = 60_000_000_000L;

  /** Fewer answered questions than this prove nothing. */
  private static final int LEAST = 50;

  private final String className;
  private final Path fixed;
  private final Path reference;

  private CompareMain(String className, Path fixed, Path reference) {
    this.className = className;
    this.fixed = fixed;
    this.reference = reference;
  }

  /** Arguments: class name, folder of the fixed classes, of the reference's, cases file, seed. */
  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    CompareMain comparison = new CompareMain(args[0], Path.of(args[1]), Path.of(args[2]));
    boolean same = comparison.run(Inputs.of(args[0], Path.of(args[3]), Long.parseLong(args[4])));
    System.out.flush();
    // Threads of calls that never ended would keep the JVM alive.
    Runtime.getRuntime().halt(same ? 0 : 1);
  }

  private boolean run(Inputs inputs) throws IOException, ReflectiveOperationException {
    long start = System.nanoTime();
    int answered = 0;
    int agreed = 0;
    for (int i = 0; i < MOST_ATTEMPTS && answered < WANTED && !isLate(start); i++) {
      Inputs.Question question = inputs.next();
      String right = ask(reference, question, MILLISECONDS);
      if (right.startsWith("!")) {
        continue;
      }
      answered++;
      String given = ask(fixed, question, MILLISECONDS_FOR_FIXED);
      if (!Values.same(right, given, question.tolerance())) {
        System.out.println(
            "differs after %d answers: %s for %s instead of %s"
                .formatted(agreed, shortly(given), shortly(question.toString()), shortly(right)));
        return false;
      }
      agreed++;
    }
    System.out.println(agreed + " generated inputs answered alike");
    return agreed >= LEAST;
  }

  private static boolean isLate(long start) {
    return System.nanoTime() - start > MOST_NANOS;
  }

  /** The answer as text; {@code !} and the reason where there is none. */
  private String ask(Path classes, Inputs.Question question, int milliseconds)
      throws IOException, ReflectiveOperationException {
    // A loader for each question: some programs keep what they visited in static fields.
    try (URLClassLoader loader = loader(classes)) {
      Class<?> program = loader.loadClass(className);
      Method method = method(program, question.arguments());
      CompletableFuture<String> answer = new CompletableFuture<>();
      Thread thread = new Thread(null, () -> call(method, question, answer), "call", 1 << 22);
      thread.setDaemon(true);
      thread.start();
      return answer.get(milliseconds, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "!does not end";
    } catch (ExecutionException e) {
      return "!" + e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "!interrupted";
    }
  }

  private static void call(
      Method method, Inputs.Question question, CompletableFuture<String> answer) {
    try {
      Object[] arguments = question.build(method);
      Object result = method.invoke(null, arguments);
      answer.complete(Values.text(result));
    } catch (InvocationTargetException e) {
      answer.complete("!" + e.getCause());
    } catch (ReflectiveOperationException | RuntimeException | StackOverflowError e) {
      answer.complete("!" + e);
    }
  }

  /** The method with the program's own name that takes the arguments. */
  private static Method method(Class<?> program, int arguments) {
    String name = program.getSimpleName().toLowerCase(Locale.ROOT);
    return Arrays.stream(program.getDeclaredMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals(name))
        .filter(m -> m.getParameterCount() == arguments)
        // Where there are two, the one that takes text.
        .min(
            java.util.Comparator.comparingInt(
                m -> m.getParameterTypes()[0] == String.class ? 0 : 1))
        .orElseThrow(() -> new IllegalStateException("no method " + name));
  }

  private static URLClassLoader loader(Path classes) throws MalformedURLException {
    URL[] urls = {classes.toUri().toURL()};
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static String shortly(String text) {
    return text.length() <= 120 ? text : text.substring(0, 119) + "…";
  }

  /** A random source of its own for each use, so that questions stay the same. */
  static Random random(long seed) {
    return new Random(seed);
  }
}
