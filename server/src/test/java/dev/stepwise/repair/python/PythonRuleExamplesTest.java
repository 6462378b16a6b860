package dev.stepwise.repair.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextRange;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.python.syntax.PythonTree;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example in a rule's Javadoc is its test. */
class PythonRuleExamplesTest {
  private static final Pattern BLOCK =
      Pattern.compile("/// ```diff\n(.*?)/// ```\n", Pattern.DOTALL);

  record Case(PythonRule rule, String before, String after) {
    @Override
    public String toString() {
      return rule.name();
    }
  }

  static Stream<Case> examples() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (PythonRule rule : PythonRules.all()) {
      String file = "src/main/java/" + rule.getClass().getName().replace('.', '/') + ".java";
      Matcher block = BLOCK.matcher(Files.readString(Path.of(file)));
      int known = cases.size();
      while (block.find()) {
        List<String> lines = block.group(1).lines().map(l -> l.replaceFirst("^/// ?", "")).toList();
        cases.add(new Case(rule, side(lines, '-'), side(lines, '+')));
      }
      assertThat(cases).as("examples in the Javadoc of " + rule).hasSizeGreaterThan(known);
    }
    return cases.stream();
  }

  private static String side(List<String> lines, char mark) {
    return lines.stream()
        .filter(l -> l.isEmpty() || l.startsWith(" ") || l.startsWith(String.valueOf(mark)))
        .map(l -> l.substring(Math.min(2, l.length())))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void makesTheChangeOfItsExample(Case c) {
    assertThat(results(List.of(c.rule()), c.before())).contains(c.after());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyCandidateParses(Case c) {
    for (String result : results(List.of(c.rule()), c.before())) {
      assertThat(PythonTree.parse(result)).as(result).isPresent();
    }
  }

  /** A tenth of what all rules make of an example: all of it takes half a minute. */
  @ParameterizedTest
  @MethodSource("examples")
  void candidatesOfAllRulesParse(Case c) {
    List<String> results = results(PythonRules.all(), c.before());
    for (int i = 0; i < results.size(); i += 10) {
      assertThat(PythonTree.parse(results.get(i))).as(results.get(i)).isPresent();
    }
  }

  @Test
  void namesAreUnique() {
    assertThat(PythonRules.all().stream().map(PythonRule::name)).doesNotHaveDuplicates();
  }

  private static List<String> results(List<PythonRule> rules, String text) {
    FaultContext context =
        new FaultContext(
            Path.of("/example.py"),
            text,
            new TextRange(0, text.length()),
            Map.of(),
            List.of(),
            List.of());
    List<Candidate> candidates =
        new PythonRuleProducer(rules).produce(context, Budget.of(Duration.ofMinutes(1)));
    return candidates.stream().map(c -> c.applyTo(text)).toList();
  }
}
