package dev.stepwise.repair.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.rule.Example;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example in a rule's Javadoc is its test, with javac before and after. */
class CompileRuleExamplesTest {
  private static final TypeNames TYPES = TypeNames.ofJdk();

  record Case(CompileRule rule, Example example) {
    @Override
    public String toString() {
      return rule.name();
    }
  }

  static Stream<Case> examples() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (CompileRule rule : CompileRules.all(TYPES)) {
      List<Example> examples = Example.of(rule.getClass());
      assertThat(examples).as("examples in the Javadoc of " + rule.getClass()).isNotEmpty();
      examples.forEach(e -> cases.add(new Case(rule, e)));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void makesTheChangeOfItsExample(Case c) {
    String before = c.example().before();
    List<Problem> problems = Javac.problems(before);
    assertThat(problems).isNotEmpty();
    assertThat(results(List.of(c.rule()), before, problems))
        .as(problems.toString())
        .contains(c.example().after());
    assertThat(Javac.problems(c.example().after())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void amongTheFirstOfAllRules(Case c) {
    String before = c.example().before();
    CompileRuleProducer all = new CompileRuleProducer(TYPES);
    List<String> results = results(all, before, Javac.problems(before));
    assertThat(results.stream().limit(12)).contains(c.example().after());
  }

  @Test
  void coversTheFrequentCodes() {
    Set<String> codes = new TreeSet<>();
    CompileRules.all(TYPES).forEach(r -> codes.addAll(r.codes()));
    assertThat(codes)
        .hasSizeGreaterThanOrEqualTo(30)
        .contains("cant.resolve.location", "prob.found.req", "missing.ret.stmt", "expected");
  }

  @Test
  void severalErrorsAreFixedTogether() {
    String before = "class A {\n  List<String> a = new ArrayList<>();\n}\n";
    String after =
        "import java.util.ArrayList;\nimport java.util.List;\n\nclass A {\n"
            + "  List<String> a = new ArrayList<>();\n}\n";
    CompileRuleProducer all = new CompileRuleProducer(TYPES);
    assertThat(results(all, before, Javac.problems(before))).contains(after);
  }

  private static List<String> results(
      List<CompileRule> rules, String text, List<Problem> problems) {
    return results(new CompileRuleProducer(rules), text, problems);
  }

  private static List<String> results(
      CompileRuleProducer producer, String text, List<Problem> problems) {
    FaultContext context =
        new FaultContext(
            Path.of("/Example.java"),
            text,
            new TextRange(0, text.length()),
            Map.of(),
            problems,
            List.of());
    return producer.produce(context, Budget.of(Duration.ofMinutes(1))).stream()
        .map(c -> c.applyTo(text))
        .toList();
  }
}
