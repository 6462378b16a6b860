package dev.stepwise.repair.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextRange;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.syntax.SourceTree;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example in a rule's Javadoc is its test. */
class RuleExamplesTest {

  record Case(Rule rule, Example example) {
    @Override
    public String toString() {
      return rule.name();
    }
  }

  static Stream<Case> examples() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Rule rule : Rules.all()) {
      List<Example> examples = Example.of(rule.getClass());
      assertThat(examples).as("examples in the Javadoc of " + rule.getClass()).isNotEmpty();
      examples.forEach(e -> cases.add(new Case(rule, e)));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void makesTheChangeOfItsExample(Case c) {
    List<String> results = results(List.of(c.rule()), c.example().before());
    assertThat(results).contains(c.example().after());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyCandidateOfEveryRuleParses(Case c) {
    for (String result : results(Rules.all(), c.example().before())) {
      assertThat(SourceTree.parse(result)).as(result).isPresent();
      assertThat(result).as("no line left empty").doesNotContain("\n\n");
    }
  }

  @Test
  void namesAreUnique() {
    assertThat(Rules.all().stream().map(Rule::name)).doesNotHaveDuplicates();
  }

  private static List<String> results(List<Rule> rules, String text) {
    FaultContext context =
        new FaultContext(
            Path.of("/Example.java"),
            text,
            new TextRange(0, text.length()),
            Map.of(),
            List.of(),
            List.of());
    List<Candidate> candidates =
        new RuleProducer(rules).produce(context, Budget.of(Duration.ofMinutes(1)));
    return candidates.stream().map(c -> c.applyTo(text)).toList();
  }
}
