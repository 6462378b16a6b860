package dev.stepwise.model;

import dev.stepwise.settings.Budget;
import java.util.List;
import java.util.stream.Stream;

/** Asks a model a question that is answered by yes or no. */
public final class YesNo {
  private static final List<Prompt> YES = spellings("yes");
  private static final List<Prompt> NO = spellings("no");

  private YesNo() {}

  private static List<Prompt> spellings(String word) {
    String capital = word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    return Stream.of(word, capital, " " + word, " " + capital).map(Prompt::ofText).toList();
  }

  /**
   * Natural logarithm of the odds that the model's next word is yes and not no, whatever its
   * spelling: above 0 for yes. An untuned model has a bias; compare questions with one another.
   *
   * @throws UnsupportedOperationException if the model cannot score
   */
  public static double logOdds(LanguageModel model, Prompt question, Budget budget) {
    List<Score> scores =
        model.score(question, Stream.concat(YES.stream(), NO.stream()).toList(), budget);
    return logSum(scores.subList(0, YES.size()))
        - logSum(scores.subList(YES.size(), scores.size()));
  }

  private static double logSum(List<Score> scores) {
    double largest = scores.stream().mapToDouble(Score::logProbability).max().orElseThrow();
    return largest
        + Math.log(scores.stream().mapToDouble(s -> Math.exp(s.logProbability() - largest)).sum());
  }
}
