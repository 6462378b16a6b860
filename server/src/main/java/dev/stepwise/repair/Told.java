package dev.stepwise.repair;

import dev.stepwise.verify.TestRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tuned model is told of a fault besides the code, in the form it was trained on ({@code
 * models/training}, {@code observe.py} and {@code commits.py}): the same for all languages and test
 * frameworks.
 *
 * <pre>{@code
 * expected: <3> but was: <5>                                 ->  expected 3 but was 5
 * java.lang.ArrayIndexOutOfBoundsException: Index 5 out of   ->  index out of bounds
 * }</pre>
 *
 * @param words an issue in words, empty where there is none
 * @param failure what the failing test saw, empty where none failed or it says nothing
 */
public record Told(String words, String failure) {

  /** Nothing but the code. */
  public static final Told NOTHING = new Told("", "");

  private static final int LONGEST_WORDS = 100;
  private static final int LONGEST_VALUE = 60;

  /** JUnit 4 and 5, AssertJ, pytest's and unittest's comparisons; groups: expected, actual. */
  private static final Pattern[] EXPECTED_FIRST = {
    Pattern.compile("expected:? ?<(.*)> but was:? ?<(.*)>", Pattern.DOTALL),
    Pattern.compile("[Ee]xpecting:?\\s+(.+?)\\s+to be equal to:?\\s+(.+?)\\s+but was not"),
  };

  private static final Pattern[] ACTUAL_FIRST = {
    Pattern.compile("^(?:AssertionError: )?assert (.+?) == (.+?)(?:\\n|$)"),
    Pattern.compile("^(?:AssertionError: )?(.+?) != (.+?)(?:\\n| : |$)"),
  };

  /** Part of an exception's name or message in lower case, to what it comes to. */
  private static final Map<String, String> KINDS = kinds();

  private static final Pattern EXCEPTION =
      Pattern.compile("^(?:\\w+\\.)*(\\w*(?:Error|Exception))\\b");

  /** A value that is written as it is; all others are text. */
  private static final Pattern PLAIN =
      Pattern.compile("-?\\d.*|true|false|null|NaN|-?Infinity|[\\[{\"].*", Pattern.DOTALL);

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("ran more than", "no end");
    kinds.put("timed out", "no end");
    kinds.put("stackoverflow", "stack overflow");
    kinds.put("recursionerror", "stack overflow");
    kinds.put("indexoutofbounds", "index out of bounds");
    kinds.put("indexerror: pop from", "nothing left");
    kinds.put("indexerror", "index out of bounds");
    kinds.put("by zero", "division by zero");
    kinds.put("zerodivision", "division by zero");
    kinds.put("nullpointer", "null used");
    kinds.put("nonetype", "null used");
    kinds.put("keyerror", "no such key");
    kinds.put("nosuchelement", "nothing left");
    kinds.put("emptystack", "nothing left");
    kinds.put("stopiteration", "nothing left");
    kinds.put("empty sequence", "nothing left");
    kinds.put("iterable argument is empty", "nothing left");
    kinds.put("classcast", "wrong type");
    kinds.put("typeerror", "wrong type");
    kinds.put("nameerror", "name not defined");
    kinds.put("unboundlocal", "name not defined");
    kinds.put("outofmemory", "out of memory");
    kinds.put("memoryerror", "out of memory");
    return kinds;
  }

  /** An issue in words. */
  public static Told ofIssue(String words) {
    return new Told(cut(words.replaceAll("\\s+", " ").strip(), LONGEST_WORDS), "");
  }

  /** What the first failing test saw whose report says something. */
  public static Told of(List<TestRun.Result> failures) {
    return new Told(
        "",
        failures.stream()
            .map(failing -> failure(failing.message().strip()))
            .filter(failure -> !failure.isEmpty())
            .findFirst()
            .orElse(""));
  }

  static String failure(String message) {
    for (Pattern form : EXPECTED_FIRST) {
      Matcher found = form.matcher(message);
      if (found.find()) {
        return values(found.group(1), found.group(2));
      }
    }
    for (Pattern form : ACTUAL_FIRST) {
      Matcher found = form.matcher(message);
      if (found.find()) {
        return values(found.group(2), found.group(1));
      }
    }
    String said = message.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      if (said.contains(kind.getKey())) {
        return kind.getValue();
      }
    }
    Matcher exception = EXCEPTION.matcher(message);
    return exception.find() && !exception.group(1).equals("AssertionError")
        ? exception.group(1)
        : "";
  }

  private static String values(String expected, String actual) {
    return "expected " + value(expected) + " but was " + value(actual);
  }

  private static String value(String reported) {
    String value = reported.strip();
    value =
        switch (value) {
          case "True" -> "true";
          case "False" -> "false";
          case "None" -> "null";
          default -> value;
        };
    if (value.length() > 1 && value.startsWith("'") && value.endsWith("'")) {
      value = '"' + value.substring(1, value.length() - 1) + '"';
    }
    return cut(PLAIN.matcher(value).matches() ? value : quoted(value), LONGEST_VALUE);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
  }
}
