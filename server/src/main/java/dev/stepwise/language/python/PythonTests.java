package dev.stepwise.language.python;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds pytest's test functions and methods in source text, whether it compiles or not. */
public final class PythonTests {
  private static final Pattern HEAD =
      Pattern.compile("(?m)^([ \\t]*)(?:async[ \\t]+)?(def|class)[ \\t]+(\\w+)");

  private PythonTests() {}

  /**
   * A test in a file.
   *
   * @param test file relative to the workspace, and {@code name} or {@code Class::name}
   * @param name range of its name
   * @param range from its {@code def} to the end of its body
   */
  public record TestFunction(TestId test, TextRange name, TextRange range) {}

  /** Whether pytest looks for tests in a file of this name. */
  public static boolean isTestFile(String fileName) {
    return fileName.endsWith(".py")
        && (fileName.startsWith("test_") || fileName.endsWith("_test.py"));
  }

  /**
   * Tests in the order of the text.
   *
   * @param file relative to the workspace, with slashes
   */
  public static List<TestFunction> find(String file, String text) {
    List<TestFunction> found = new ArrayList<>();
    String owner = "";
    int ownerIndent = -1;
    boolean ownerTests = false;
    Matcher head = HEAD.matcher(text);
    while (head.find()) {
      int indent = head.group(1).length();
      String name = head.group(3);
      if (indent <= ownerIndent) {
        ownerIndent = -1;
      }
      if (head.group(2).equals("class")) {
        if (ownerIndent < 0 && indent == 0) {
          owner = name;
          ownerIndent = indent;
          // Classes of unittest may have any name.
          int end = text.indexOf('\n', head.end());
          String rest = text.substring(head.end(), end < 0 ? text.length() : end);
          ownerTests = name.startsWith("Test") || rest.contains("TestCase");
        }
        continue;
      }
      boolean method = ownerIndent >= 0;
      if (name.startsWith("test") && (method ? ownerTests : indent == 0)) {
        found.add(
            new TestFunction(
                new TestId(file, method ? owner + "::" + name : name),
                new TextRange(head.start(3), head.end(3)),
                new TextRange(head.start() + indent, end(text, head.end(), indent))));
      }
    }
    return found;
  }

  /** Where the body ends: before the first line that stands no deeper than the head. */
  private static int end(String text, int from, int indent) {
    int end = lineEnd(text, from);
    for (int line = end + 1; line < text.length(); line = lineEnd(text, line) + 1) {
      String code = text.substring(line, lineEnd(text, line));
      int depth = code.length() - code.stripLeading().length();
      if (!code.isBlank() && depth <= indent && !code.stripLeading().startsWith(")")) {
        break;
      }
      end = code.isBlank() ? end : lineEnd(text, line);
    }
    return end;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
