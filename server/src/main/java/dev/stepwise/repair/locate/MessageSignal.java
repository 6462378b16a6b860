package dev.stepwise.repair.locate;

import dev.stepwise.settings.Budget;
import dev.stepwise.verify.TestRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the failure says: its names and values, and the kind of code its exception comes from. */
public final class MessageSignal implements Signal {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w{2,}|-?\\d+(?:\\.\\d+)?");

  /** Words of the reports themselves, and values that stand in every second line. */
  private static final Set<String> SAID_ALWAYS =
      Set.of(
          "expected",
          "actual",
          "but",
          "was",
          "the",
          "java",
          "lang",
          "org",
          "junit",
          "assert",
          "null",
          "true",
          "false",
          "0",
          "1",
          "because",
          "cannot",
          "invoke",
          "for",
          "length",
          "out",
          "bounds",
          "index",
          "local1",
          "local2",
          "local3",
          "return",
          "value",
          "not",
          "int",
          "util");

  /** What lines look like that can throw: part of the message to a pattern. */
  private static final Map<String, Pattern> THROWERS =
      Map.of(
          "out of bounds", Pattern.compile("\\[|charAt|substring|\\.get\\(|\\.set\\("),
          "out of range", Pattern.compile("\\[|charAt|substring|\\.get\\("),
          "by zero", Pattern.compile("[/%]"),
          "concurrentmodification", Pattern.compile("\\bfor\\b|remove|add|put"),
          "nosuchelement", Pattern.compile("next|remove|pop|poll|getFirst|getLast|\\.get\\(\\)"),
          "emptystack", Pattern.compile("pop|peek"),
          "classcast", Pattern.compile("\\(\\s*[A-Z]\\w*[^()]*\\)"),
          "numberformat", Pattern.compile("parse|valueOf"));

  @Override
  public String name() {
    return "message";
  }

  @Override
  public double weight() {
    return 0.2;
  }

  @Override
  public LineWeights lines(Evidence evidence, Budget budget) {
    LineWeights.Builder found = new LineWeights.Builder();
    for (TestRun.Result failure : evidence.failures()) {
      Set<String> words = words(failure.message());
      List<Pattern> throwers = throwers(failure.message());
      evidence.texts().forEach((file, text) -> look(file, text, words, throwers, found));
    }
    return found.build().scaled();
  }

  private static void look(
      Path file,
      String text,
      Set<String> words,
      List<Pattern> throwers,
      LineWeights.Builder found) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      double weight = throwers.stream().anyMatch(p -> p.matcher(line).find()) ? 1 : 0;
      Matcher word = WORD.matcher(line);
      while (word.find()) {
        weight += words.contains(word.group()) ? 0.5 : 0;
      }
      found.atLeast(file, number, Math.min(1, weight));
    }
  }

  private static Set<String> words(String message) {
    Set<String> words = new HashSet<>();
    Matcher word = WORD.matcher(message);
    while (word.find()) {
      if (!SAID_ALWAYS.contains(word.group().toLowerCase(Locale.ROOT))) {
        words.add(word.group());
      }
    }
    return words;
  }

  private static List<Pattern> throwers(String message) {
    String said = message.toLowerCase(Locale.ROOT);
    List<Pattern> all = new ArrayList<>();
    THROWERS.forEach(
        (part, pattern) -> {
          if (said.contains(part)) {
            all.add(pattern);
          }
        });
    return all;
  }
}
