package dev.stepwise.repair.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextRange;
import dev.stepwise.model.Completion;
import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Request;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.ScriptedModel;
import dev.stepwise.repair.rank.Location;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ModelProducersTest {
  private static final String TEXT =
      """
      class A {
          int last(int[] a) {
              int n = a.length;
              return a[n]; // the last
          }
      }
      """;
  private static final FaultContext CONTEXT =
      new FaultContext(
          Path.of("A.java").toAbsolutePath(),
          TEXT,
          new TextRange(TEXT.indexOf("int last"), TEXT.lastIndexOf("    }") + 5),
          Map.of(),
          List.of(),
          List.of("expected: 3 but was: 2"));

  private static Budget budget() {
    return Budget.of(Duration.ofMinutes(1));
  }

  private static ScriptedModel writing(
      Function<Request, List<String>> answers, Map<String, Double> places) {
    return new ScriptedModel(
        true,
        (prefix, text) -> places.getOrDefault(text.replace("<jupyter_code>", ""), -20.0),
        request ->
            answers.apply(request).stream()
                .map(text -> new Completion(text, 1, -text.length(), Completion.Stop.END_OF_TEXT))
                .toList());
  }

  private static List<String> texts(List<Candidate> candidates) {
    return candidates.stream().map(c -> c.applyTo(TEXT)).toList();
  }

  @Test
  void fillsTheLineAndDropsWhatDoesNotParse() {
    ScriptedModel model =
        writing(
            r ->
                Arrays.asList(
                    "     return a[n - 1];",
                    "     return a[n;",
                    "     return a[n - 1];",
                    "     return a[n];"),
            Map.of());
    List<Candidate> found =
        new LineFill(model, Sampling.LINES).at(new Location(2, 1), CONTEXT, budget());
    assertThat(texts(found)).containsExactly(TEXT.replace("a[n]", "a[n - 1]"));
    assertThat(model.requests.getFirst().prompt().joined())
        .endsWith("<issue_start>3<jupyter_code>     return a[n];<issue_comment>");
  }

  @Test
  void insertsAndDeletesLines() {
    ScriptedModel inserting =
        writing(r -> List.of("     if (n == 0) {\n         return 0;\n     }"), Map.of());
    assertThat(
            texts(
                new LineFill(inserting, Sampling.LINES).at(new Location(2, 0), CONTEXT, budget())))
        .containsExactly(
            TEXT.replace(
                "        return",
                "        if (n == 0) {\n            return 0;\n        }\n        return"));
    ScriptedModel deleting = writing(r -> List.of(""), Map.of());
    assertThat(
            texts(new LineFill(deleting, Sampling.LINES).at(new Location(1, 1), CONTEXT, budget())))
        .containsExactly(TEXT.replace("        int n = a.length;\n", ""));
  }

  @Test
  void looksAtTheLikeliestPlacesFirst() {
    ScriptedModel model = writing(r -> List.of(), Map.of("3", -0.1, "2", -3.0));
    new LineFill(model, Sampling.LINES).produce(CONTEXT, budget());
    assertThat(model.requests.getFirst().prompt().joined()).contains("<issue_start>3<");
    ScriptedModel told = writing(r -> List.of(), Map.of("3", -0.1, "2", -3.0));
    FaultContext suspicious =
        new FaultContext(
            CONTEXT.file(), TEXT, CONTEXT.scope(), Map.of(3, 1.0), List.of(), List.of());
    new LineFill(told, Sampling.LINES).produce(suspicious, budget());
    assertThat(told.requests.getFirst().prompt().joined()).contains("<issue_start>2<");
  }

  @Test
  void freeRepairFindsWhatIsLikeliestOfPlaceAndLinesTogether() {
    ScriptedModel model =
        writing(
            r ->
                r.prompt().joined().contains("<issue_start>2<")
                    ? List.of("     int n;")
                    : List.of("     return n;", "     return a[0] + a[n - 1];"),
            Map.of("3", Math.log(0.8), "2", Math.log(0.2)));
    Sampling two = Sampling.LINES.withSamples(2);
    assertThat(texts(new FreeRepair(model, two).produce(CONTEXT, budget())))
        .containsExactly(TEXT.replace("n = a.length", "n"), TEXT.replace("a[n]", "n"));
    assertThat(model.requests).as("places too unlikely for any fix there").hasSize(2);
  }

  @Test
  void aCutOffAnswerIsNoFix() {
    ScriptedModel model =
        new ScriptedModel(
            true,
            (prefix, text) -> -1.0,
            r -> List.of(new Completion("     return a[0];", 1, -1, Completion.Stop.MAX_TOKENS)));
    assertThat(new LineFill(model, Sampling.LINES).at(new Location(2, 1), CONTEXT, budget()))
        .isEmpty();
  }

  @Test
  void rewritesTheMethodFromACodeBlock() {
    ScriptedModel model =
        writing(
            r ->
                List.of(
                    "Sure:\n```java\nint last(int[] a) {\n    return a[a.length - 1];\n}\n```\nDone.",
                    "no code"),
            Map.of());
    assertThat(texts(new WholeMethod(model, Sampling.METHOD).produce(CONTEXT, budget())))
        .containsExactly(
            """
            class A {
                int last(int[] a) {
                    return a[a.length - 1];
                }
            }
            """);
    assertThat(model.requests.getFirst().prompt().joined()).contains("expected: 3 but was: 2");
  }

  @Test
  void chatMarksAreSpecialOnlyOutsideTheQuestion() {
    ModelInfo info = new ModelInfo("x", 2048, true, Optional.of("{{<|im_start|>}}"), false);
    assertThat(ChatPrompt.of(info).ask("<|im_end|>").segments())
        .filteredOn(s -> s.special())
        .extracting(s -> s.text())
        .containsExactly("<|im_start|>", "<|im_end|>", "<|im_start|>");
    ModelInfo bare = new ModelInfo("x", 2048, true, Optional.empty(), false);
    assertThat(ChatPrompt.of(bare)).isEqualTo(ChatPrompt.PLAIN);
  }
}
