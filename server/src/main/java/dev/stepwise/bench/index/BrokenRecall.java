package dev.stepwise.bench.index;

import com.sun.source.util.JavacTask;
import dev.stepwise.language.Declaration;
import dev.stepwise.language.java.JavaReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.Diagnostic.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * How many declarations of real files are still found after one syntax error was put into each: a
 * token taken out, doubled or replaced, a bracket added, a line cut off as while someone types.
 */
public final class BrokenRecall {
  private static final int SHORTEST = 400;

  private final JavaReader reader = new JavaReader();
  private final Random random;

  /**
   * @param seed for the choice of files and errors
   */
  public BrokenRecall(long seed) {
    this.random = new Random(seed);
  }

  /**
   * Share of declarations found, 0 to 1.
   *
   * @param candidates Java files to choose from
   */
  public double of(List<Path> candidates, int files) throws IOException {
    long all = 0;
    long kept = 0;
    List<Path> left = new ArrayList<>(candidates);
    for (int done = 0; done < files && !left.isEmpty(); ) {
      Path file = left.remove(random.nextInt(left.size()));
      String text = Files.readString(file);
      List<Declaration> before = reader.read(text).declarations();
      if (text.length() < SHORTEST || before.size() < 3) {
        continue;
      }
      String broken = breakIn(text, before.getFirst().range().start());
      if (!isError(broken)) {
        continue;
      }
      all += before.size();
      kept += kept(before, reader.read(broken).declarations());
      done++;
    }
    return all == 0 ? 1 : (double) kept / all;
  }

  /** Whether javac's parser complains. */
  private static boolean isError(String text) throws IOException {
    AtomicInteger errors = new AtomicInteger();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    problem -> errors.addAndGet(problem.getKind() == Kind.ERROR ? 1 : 0),
                    List.of("-proc:none"),
                    null,
                    List.of(SimpleJavaFileObject.forSource(URI.create("string:///A.java"), text)));
    task.parse().forEach(unit -> {});
    return errors.get() > 0;
  }

  private static long kept(List<Declaration> before, List<Declaration> after) {
    Map<String, Integer> names = new HashMap<>();
    after.forEach(d -> names.merge(d.kind() + d.name(), 1, Integer::sum));
    return before.stream()
        .filter(d -> names.merge(d.kind() + d.name(), -1, Integer::sum) >= 0)
        .count();
  }

  /** Puts an error into the text at or after {@code from}. */
  private String breakIn(String text, int from) {
    int at = from + random.nextInt(text.length() - from);
    while (at > from && Character.isJavaIdentifierPart(text.charAt(at - 1))) {
      at--;
    }
    int end = at;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    end = Math.max(end, Math.min(text.length(), at + 1));
    String head = text.substring(0, at);
    String token = text.substring(at, end);
    String tail = text.substring(end);
    return switch (random.nextInt(6)) {
      case 0 -> head + tail;
      case 1 -> head + token + " " + token + tail;
      case 2 -> head + "(" + tail;
      case 3 -> head + "}" + token + tail;
      case 4 -> head + "{" + token + tail;
      default -> head + tail.substring(Math.max(0, tail.indexOf('\n')));
    };
  }
}
