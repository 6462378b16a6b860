package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.model.Score;
import dev.stepwise.model.Usage;
import dev.stepwise.settings.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cache of prefixes saves work and never changes a result. */
@Tag("slow")
class PrefixesTest {
  private static final String[] WORDS =
      "int for while return total count = + ( ) { } ; \n // é 日本 list.size() if else null"
          .split(" ");
  private static final long SEED = 20_261;

  private final Random random = new Random(SEED);

  private String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString();
  }

  private static Budget minutes() {
    return Budget.of(Duration.ofMinutes(5));
  }

  /** Random prompts that branch off one another at random places, as a planner's steps do. */
  private List<Prompt> tree(int count) {
    List<Prompt> prompts = new ArrayList<>();
    prompts.add(Prompt.ofText(words(150)));
    while (prompts.size() < count) {
      Prompt from = prompts.get(random.nextInt(prompts.size()));
      switch (random.nextInt(3)) {
        case 0 -> prompts.add(from.special("<|im_start|>").text(words(1 + random.nextInt(60))));
        case 1 -> {
          String all = from.joined();
          prompts.add(Prompt.ofText(all.substring(0, random.nextInt(all.length())) + words(20)));
        }
        default -> prompts.add(from);
      }
    }
    return prompts;
  }

  @Test
  void scoresAreTheSameWithAndWithoutTheTree() {
    try (LlamaModel with = SmallModel.open(Options.defaults().withContextTokens(1024));
        LlamaModel without =
            SmallModel.open(Options.defaults().withContextTokens(1024).withoutPrefixCache())) {
      List<Prompt> earlier = new ArrayList<>();
      long known = 0;
      for (Prompt prompt : tree(16)) {
        List<Prompt> continuations = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
          continuations.add(Prompt.ofText(words(1 + random.nextInt(12))));
        }
        if (random.nextInt(3) == 0) {
          with.complete(Request.samples(prompt, 3, 4, 1, 5), minutes());
        }
        List<Score> cached = with.score(prompt, continuations, minutes());
        known += knownTokens(with, prompt, earlier);
        earlier.add(prompt);
        check(cached, without.score(prompt, continuations, minutes()), prompt);
      }
      // The continuations, more than half of all tokens here, are evaluated with and without.
      assertThat(without.usage().fresh() - with.usage().fresh()).isGreaterThanOrEqualTo(known);
      assertThat(without.usage().cached()).isZero();
    }
  }

  /**
   * The least tokens of a prompt that the tree must give: what an earlier prompt began with, less
   * what a wide batch takes with it, so that rounding does not depend on what is cached.
   */
  private static long knownTokens(LlamaModel model, Prompt prompt, List<Prompt> earlier) {
    if (earlier.contains(prompt)) {
      return model.countTokens(prompt);
    }
    String text = prompt.joined();
    int all = model.countTokens(prompt);
    long most = 0;
    for (Prompt other : earlier) {
      int same = Arrays.mismatch(text.toCharArray(), other.joined().toCharArray());
      String common = same < 0 ? text : text.substring(0, same);
      int shared = Math.min(all, model.countTokens(Prompt.ofText(common)));
      most = Math.max(most, shared - Plan.WIDE - Plan.GROUP);
    }
    return most;
  }

  private static void check(List<Score> cached, List<Score> plain, Prompt prompt) {
    for (int i = 0; i < plain.size(); i++) {
      for (int t = 0; t < plain.get(i).tokens().size(); t++) {
        assertThat(cached.get(i).tokens().get(t).logProbability())
            .as("seed %d, token %d of continuation %d behind <%s>", SEED, t, i, prompt.joined())
            .isCloseTo(plain.get(i).tokens().get(t).logProbability(), within(1e-3));
      }
    }
  }

  @Test
  void exactScoresDoNotDependOnWhatElseIsScored() {
    try (LanguageModel model = SmallModel.open(Options.defaults().withExactScores())) {
      Prompt prompt = Prompt.ofText(words(120));
      List<Prompt> continuations = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        continuations.add(Prompt.ofText(words(2 + random.nextInt(12))));
      }
      List<Score> together = model.score(prompt, continuations, minutes());
      for (int i = 0; i < continuations.size(); i++) {
        assertThat(model.score(prompt, continuations.subList(i, i + 1), minutes()).getFirst())
            .isEqualTo(together.get(i));
      }
    }
  }

  @Test
  void stepsWithACommonBeginningEvaluateOnlyWhatIsNew() {
    try (LanguageModel model = SmallModel.open(Options.defaults())) {
      Prompt common = Prompt.ofText(words(250));
      Prompt other = Prompt.ofText(words(100));
      model.complete(Request.greedy(common.text(words(10)), 2), minutes());
      Usage before = model.usage();
      for (int i = 0; i < 3; i++) {
        model.complete(Request.greedy(common.text(words(10)), 2), minutes());
        model.complete(Request.greedy(other, 2), minutes());
      }
      Usage used = model.usage().minus(before);
      long first = model.countTokens(other);
      assertThat(used.fresh() - first).isLessThan(3L * 80);
      assertThat(used.cached()).isGreaterThan(3L * model.countTokens(common) - 3L * Plan.WIDE);
    }
  }
}
