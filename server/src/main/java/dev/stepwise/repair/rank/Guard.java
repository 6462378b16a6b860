package dev.stepwise.repair.rank;

import dev.stepwise.repair.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts candidates that all pass in order, so that the one that is meant comes before those that
 * merely satisfy the tests: the likeliest, the smallest, and rather one that corrects code than one
 * that switches code off.
 */
public final class Guard {

  /** Cost of each token a change removes or adds, in nats: half of what a likely token costs. */
  private static final double TOKEN = 0.1;

  /** Cost of taking code away without putting any there: tests seldom notice what is missing. */
  private static final double ONLY_REMOVES = 2;

  /** Cost of a condition that no longer depends on anything. */
  private static final double CONSTANT = 3;

  /** Cost of more than one place. */
  private static final double EACH_FURTHER_EDIT = 1;

  private static final Pattern TOKENS =
      Pattern.compile("[A-Za-z_$][\\w$]*|\\d[\\w.]*|\"(?:\\\\.|[^\"\\\\])*\"|\\S");
  private static final Pattern CONSTANT_CONDITION =
      Pattern.compile(
          "\\b(?:if|while)\\s*\\(\\s*(?:true|false)\\s*\\)|(?:&&|\\|\\|)\\s*(?:true|false)\\b");

  /**
   * A candidate that passed.
   *
   * @param before text of its file that its edits refer to
   * @param score as the ranking gave it; comparable among those compared
   */
  public record Passing(Candidate candidate, String before, double score) {}

  /** The most trustworthy first. */
  public List<Passing> order(List<Passing> passing) {
    return passing.stream().sorted(Comparator.comparingDouble(Guard::trust).reversed()).toList();
  }

  /** Higher is better; in the unit of the score. */
  public static double trust(Passing passing) {
    List<String> before = tokens(passing.before());
    List<String> after = tokens(passing.candidate().applyTo(passing.before()));
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    int removed = before.size() - head - tail;
    int added = after.size() - head - tail;
    double trust = passing.score() - TOKEN * (removed + added);
    if (added == 0 || (added == 1 && after.get(head).equals(";"))) {
      trust -= ONLY_REMOVES;
    }
    if (constants(passing.candidate().applyTo(passing.before())) > constants(passing.before())) {
      trust -= CONSTANT;
    }
    return trust - EACH_FURTHER_EDIT * (passing.candidate().edits().size() - 1);
  }

  private static long constants(String text) {
    return CONSTANT_CONDITION.matcher(text).results().count();
  }

  private static List<String> tokens(String text) {
    List<String> all = new ArrayList<>();
    Matcher token = TOKENS.matcher(text);
    while (token.find()) {
      all.add(token.group());
    }
    return all;
  }
}
