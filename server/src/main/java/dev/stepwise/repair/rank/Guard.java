package dev.stepwise.repair.rank;

import dev.stepwise.repair.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts candidates that all pass in order, so that the one that is meant comes before those that
 * merely satisfy the tests: the likeliest, the smallest, and rather one that corrects code than one
 * that switches code off, makes a condition hold always, or computes in circles.
 */
public final class Guard {

  /** Cost of each token a change removes or adds, in nats. */
  private static final double TOKEN = 0.1;

  /** Cost of taking code away without putting any there: tests seldom notice what is missing. */
  private static final double ONLY_REMOVES = 2;

  /** Cost of each further place. */
  private static final double FURTHER_EDIT = 1;

  /**
   * Cost of each name that only stands where it is declared from now on: whoever wrote the
   * declaration meant to use it.
   */
  private static final double NO_LONGER_USED = 4;

  /**
   * Cost of behaving otherwise on all inputs that are generated near those of passing tests; a
   * share of them costs a share of it. Small, so that it decides only between fixes about as
   * natural. Measured on QuixBugs, whole and with one failing test left of each: right fixes keep
   * 0.84 to 1 of the inputs, wrong ones often 0.7 to 0.8 (those that cut a search short, in
   * DEPTH_FIRST_SEARCH and FIND_IN_SORTED), but the right fix of QUICKSORT only 0.43. No first
   * choice became right or wrong by it there.
   */
  private static final double CHANGES_ALL_ELSEWHERE = 3;

  /**
   * Cost of failing, or not ending, on all inputs that the code answered without the change. That
   * is a fault whatever is meant, so it decides against all but what is far more natural.
   */
  private static final double FAILS_ALL_ELSEWHERE = 8;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*");

  private static final Pattern TOKENS =
      Pattern.compile(
          "[A-Za-z_$][\\w$]*|\\d[\\w.]*|\"(?:\\\\.|[^\"\\\\])*\"|[=!<>]=|&&|\\|\\||\\+\\+|--|\\S");

  /** Code that hardly anyone would write, and what it costs to bring some in. */
  private record Oddity(Pattern pattern, double cost) {
    static Oddity of(String pattern, double cost) {
      return new Oddity(Pattern.compile(pattern), cost);
    }

    long in(String text) {
      return pattern.matcher(text).results().count();
    }
  }

  private static final List<Oddity> ODDITIES =
      List.of(
          // A condition that no longer depends on anything.
          Oddity.of(
              "\\b(?:if|while)\\s*\\(\\s*(?:true|false)\\s*\\)|(?:&&|\\|\\|)\\s*(?:true|false)\\b",
              3),
          // A condition that holds for nearly everything: of use only to pass.
          Oddity.of(
              "(?:\\|\\||\\b(?:if|while)\\s*\\(|;)\\s*"
                  + "(?:\\w+ != null|!\\w+\\.isEmpty\\(\\)|\\w+ >=? 0)\\s*(?:\\)|;|&&|\\|\\|)",
              3),
          // A loop that forgets at once what it was given.
          Oddity.of("\\bfor \\([^;:(){}]*\\b(\\w+) : [^;{}]*\\{\\s*\\1 = ", 4),
          // Arithmetic that does nothing.
          Oddity.of(
              "\\b1 \\* |\\b0 \\+ |\\* 1\\b|[+-] 0\\b|\\b(\\w+) - \\1\\b|\\+ 1 - 1|- 1 \\+ 1", 2),
          // Off by one beside a comparison, where another operator says the same.
          Oddity.of("[+-] 1\\)*\\s*[=!]= ", 1.5),
          Oddity.of("[+-] 1\\)*\\s*[<>]|[<>]=?\\s*\\(*[\\w.\\[\\]()]+ [+-] 1\\b", 0.5),
          Oddity.of("\\(\\(|\\)\\)\\)", 0.3));

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
    Judgement judgement = judge(passing);
    return passing.score() - judgement.size() - judgement.oddness();
  }

  /**
   * What it costs, in nats, not to behave as before where the failing test is not concerned.
   *
   * @param asBefore share of generated inputs on which the code behaves as without the change
   */
  public static double changesElsewhere(double asBefore) {
    return CHANGES_ALL_ELSEWHERE * (1 - asBefore);
  }

  /**
   * What it costs, in nats, to fail where the code did not.
   *
   * @param answered share of generated inputs that are answered with the change, of those that are
   *     without
   */
  public static double failsElsewhere(double answered) {
    return FAILS_ALL_ELSEWHERE * (1 - answered);
  }

  /** How much speaks against the change but its size, in nats; 0 where nothing does. */
  public static double doubt(Passing passing) {
    return judge(passing).oddness();
  }

  private record Judgement(double size, double oddness) {}

  private static Judgement judge(Passing passing) {
    String text = passing.candidate().applyTo(passing.before());
    List<String> before = tokens(passing.before());
    List<String> after = tokens(text);
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
    List<String> removed = before.subList(head, before.size() - tail);
    List<String> added = after.subList(head, after.size() - tail);
    double cost = FURTHER_EDIT * (passing.candidate().edits().size() - 1);
    if (added.isEmpty() || (added.size() == 1 && added.getFirst().equals(";"))) {
      cost += ONLY_REMOVES;
    }
    for (Oddity oddity : ODDITIES) {
      cost += oddity.cost() * Math.max(0, oddity.in(text) - oddity.in(passing.before()));
    }
    cost += NO_LONGER_USED * noLongerUsed(removed, before, after);
    return new Judgement(TOKEN * (removed.size() + added.size()), cost);
  }

  private static long noLongerUsed(List<String> removed, List<String> before, List<String> after) {
    return removed.stream()
        .distinct()
        .filter(t -> NAME.matcher(t).matches())
        .filter(t -> Collections.frequency(after, t) == 1 && Collections.frequency(before, t) > 1)
        .count();
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
