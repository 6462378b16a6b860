package dev.stepwise.repair.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.ScriptedModel;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankerTest {
  private static final Path FILE = Path.of("A.java").toAbsolutePath();
  private static final String TEXT =
      """
      int f(int a, int b) {
          int c = a + b;
          return c * 2;
      }
      """;

  private static Budget budget() {
    return Budget.of(Duration.ofMinutes(1));
  }

  private static FaultContext context(Map<Integer, Double> suspicion) {
    return new FaultContext(
        FILE, TEXT, new TextRange(0, TEXT.length() - 1), suspicion, List.of(), List.of());
  }

  private static Candidate replace(String from, String to) {
    int at = TEXT.indexOf(from);
    return new Candidate(
        FILE, List.of(TextEdit.replace(at, at + from.length(), to)), "rule:" + to, 0);
  }

  private static List<String> names(List<Ranked> ranked) {
    return ranked.stream().map(r -> r.candidate().origin().substring(5)).toList();
  }

  private static final List<Candidate> FOUR =
      List.of(
          replace("a + b", "a - b"),
          replace("a + b", "a * b"),
          replace("c * 2", "c * 3"),
          replace("c * 2", "a * 2"));

  private static final List<Candidate> MANY =
      IntStream.range(0, 200)
          .mapToObj(i -> replace(i % 2 == 0 ? "a + b" : "c * 2", "x" + i + " + y" + i * i))
          .toList();

  @Test
  void tunedModelRanksByPlaceThenFix() {
    ScriptedModel model =
        ScriptedModel.scoring(
            (prefix, answer) ->
                switch (answer) {
                  case "2<jupyter_code>" -> -3.0;
                  case "3<jupyter_code>" -> -0.1;
                  default -> answer.contains("= a *") ? -0.1 : answer.contains("3") ? -1.0 : -5.0;
                });
    List<Ranked> ranked = new TunedRanker(model).rank(context(Map.of()), FOUR, budget());
    assertThat(names(ranked)).containsExactly("c * 3", "a * b", "a * 2", "a - b");
  }

  @Test
  void whatCannotComeNextIsNotScored() {
    ScriptedModel model =
        ScriptedModel.scoring(
            (prefix, answer) ->
                answer.equals("2<jupyter_code>")
                    ? -90.0
                    : answer.equals("3<jupyter_code>") ? -0.1 : -1.0);
    Ranking ranking = new TunedRanker(model).start(context(Map.of()), FOUR);
    assertThat(ranking.next(1, budget())).hasSize(1);
    assertThat(model.scored).noneMatch(answer -> answer.contains("a - b"));
    assertThat(ranking.next(9, budget())).hasSize(3);
    assertThat(model.scored).anyMatch(answer -> answer.contains("a - b"));
  }

  @Test
  void lazyOrderIsTheEagerOrder() {
    ScriptedModel model =
        ScriptedModel.scoring((prefix, answer) -> -1.0 - new Random(answer.hashCode()).nextInt(9));
    List<Ranked> eager = new TunedRanker(model).rank(context(Map.of()), MANY, budget());
    assertThat(eager).hasSize(200);
    Ranking lazy = new TunedRanker(model).start(context(Map.of()), MANY);
    for (Ranked expected : eager) {
      assertThat(lazy.next(1, budget())).containsExactly(expected);
    }
    assertThat(lazy.next(1, budget())).isEmpty();
  }

  @Test
  void noCandidateComesMuchLaterThanItsScoreSays() {
    // Every tenth character costs 1, so that a text is never likelier than its beginning.
    ScriptedModel model =
        ScriptedModel.scoring(
            (prefix, answer) ->
                -IntStream.rangeClosed(1, answer.length())
                    .mapToDouble(
                        n -> new Random(answer.substring(0, n).hashCode()).nextInt(10) == 0 ? 1 : 0)
                    .sum());
    List<Ranked> order = new TunedRanker(model).rank(context(Map.of()), MANY, budget());
    double least = Double.MAX_VALUE;
    for (Ranked ranked : order) {
      least = Math.min(least, ranked.score());
      assertThat(ranked.score()).isLessThanOrEqualTo(least + HunkRanking.FIX);
    }
    assertThat(order).hasSize(200);
  }

  @Test
  void untunedModelComparesWithTheOriginal() {
    ScriptedModel model =
        new ScriptedModel(
            false,
            (prefix, answer) ->
                answer.contains("= a -") || answer.contains("return a") ? -4.0 : -9.0,
            request -> List.of());
    List<Ranked> ranked = new LikelihoodRanker(model).rank(context(Map.of()), FOUR, budget());
    assertThat(names(ranked).subList(0, 2)).containsExactlyInAnyOrder("a - b", "a * 2");
    assertThat(ranked.getFirst().score()).isEqualTo(5.0);
  }

  @Test
  void withoutModelSuspicionDecides() {
    List<Ranked> ranked =
        Ranker.of(Optional.empty()).rank(context(Map.of(3, 1.0, 2, 0.2)), FOUR, budget());
    assertThat(names(ranked)).containsExactly("c * 3", "a * 2", "a - b", "a * b");
  }

  @Test
  void aSpentBudgetStillGivesAnOrderAndLosesNone() {
    ScriptedModel model = ScriptedModel.scoring((prefix, answer) -> -1.0);
    Budget spent = Budget.of(Duration.ZERO);
    assertThat(new TunedRanker(model).rank(context(Map.of()), FOUR, spent)).hasSize(4);
    assertThat(model.scored).isEmpty();
  }

  @Test
  void cancellingEndsIt() {
    ScriptedModel model = ScriptedModel.scoring((prefix, answer) -> -1.0);
    Budget cancelled = Budget.of(Duration.ofMinutes(1), () -> true);
    assertThatThrownBy(() -> new TunedRanker(model).rank(context(Map.of()), FOUR, cancelled))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void cutsBehindTheFirstPieceThatDiffers() {
    assertThat("i < n; i".substring(0, Divergence.cut("i <= n; i", "i < n; i"))).isEqualTo("i <");
    assertThat("foo(bar)".substring(0, Divergence.cut("foo(baz)", "foo(bar)")))
        .isEqualTo("foo(bar");
    assertThat(Divergence.cut("f(a, b)", "f(a)")).isEqualTo(4);
    assertThat(Divergence.cut("anything", "")).isZero();
  }
}
