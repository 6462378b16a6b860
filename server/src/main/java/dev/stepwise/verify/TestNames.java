package dev.stepwise.verify;

import dev.stepwise.language.TestId;
import dev.stepwise.settings.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the test a person means. */
final class TestNames {
  private static final int MOST_NEAR = 3;

  private final List<TestId> all;

  TestNames(List<TestId> all) {
    this.all = all;
  }

  /** See {@link Workbench#resolve}. */
  TestId resolve(TestId written) {
    String wanted = written.className().replace('/', '.');
    List<String> exact = classes().stream().filter(wanted::equals).toList();
    List<String> classes =
        exact.isEmpty() ? classes().stream().filter(c -> endsWith(c, wanted)).toList() : exact;
    if (classes.isEmpty()) {
      throw new UserException("no test class " + written.className() + near(classes(), wanted));
    }
    List<TestId> matching =
        classes.stream()
            .map(c -> new TestId(c, written.method()))
            .filter(t -> t.method().isEmpty() || all.contains(t))
            .toList();
    if (matching.size() > 1) {
      throw new UserException(
          written
              + " names "
              + matching.size()
              + " tests: "
              + matching.stream().map(TestId::toString).collect(Collectors.joining(", ")));
    }
    if (matching.isEmpty()) {
      List<String> methods =
          all.stream().filter(t -> classes.contains(t.className())).map(TestId::method).toList();
      throw new UserException(
          "no test method "
              + written.method()
              + " in "
              + classes.getFirst()
              + near(methods, written.method()));
    }
    return matching.getFirst();
  }

  private List<String> classes() {
    return all.stream().map(TestId::className).distinct().toList();
  }

  private static boolean endsWith(String className, String wanted) {
    return className.endsWith("." + wanted)
        || className.endsWith("$" + wanted)
        || className.replace('$', '.').endsWith("." + wanted);
  }

  private static String near(List<String> names, String wanted) {
    if (names.isEmpty()) {
      return ": the workspace has no tests";
    }
    String simple = wanted.substring(wanted.lastIndexOf('.') + 1);
    return names.stream()
        .distinct()
        .sorted(Comparator.comparingInt(n -> distance(n.substring(n.lastIndexOf('.') + 1), simple)))
        .limit(MOST_NEAR)
        .collect(Collectors.joining(", ", "; near names: ", ""));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
