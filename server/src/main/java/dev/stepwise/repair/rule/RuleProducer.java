package dev.stepwise.repair.rule;

import com.github.javaparser.ast.Node;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.language.Problem;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Harvest;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.syntax.CodeKey;
import dev.stepwise.repair.syntax.Heads;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Neighbours;
import dev.stepwise.repair.syntax.SourceTree;
import dev.stepwise.settings.Budget;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs all rules over the suspicious lines, most suspicious first. Code that does not compile is
 * left to the rules that know javac's codes.
 */
public final class RuleProducer implements Producer {
  /** More than anyone can rank in time; the most suspicious places come first. */
  private static final int MOST = 8000;

  private final List<Rule> rules;

  public RuleProducer() {
    this(Rules.all());
  }

  RuleProducer(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public List<Candidate> produce(FaultContext context, Budget budget) {
    boolean java = String.valueOf(context.file().getFileName()).endsWith(".java");
    if (!java
        || context.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR)) {
      return List.of();
    }
    return SourceTree.parse(context.text())
        .map(source -> new Run(context, source).candidates(budget))
        .orElse(List.of());
  }

  /** One call's state. */
  private final class Run {
    private final FaultContext context;
    private final SourceTree source;
    private final Harvest harvest;

    Run(FaultContext context, SourceTree source) {
      this.context = context;
      this.source = source;
      this.harvest = new Harvest(context, MOST);
    }

    List<Candidate> candidates(Budget budget) {
      Neighbours neighbours = new Neighbours(context.file(), source.unit());
      for (MethodView view : MethodView.of(source, context.scope(), neighbours)) {
        member(view, budget);
      }
      return harvest.candidates();
    }

    private void member(MethodView view, Budget budget) {
      Heads heads = new Heads(view);
      CodeKey keys = new CodeKey(source.text(), source.range(view.declaration()));
      harvest.exclude(keys.of(List.of()));
      List<Node> nodes =
          view.nodes().stream()
              .filter(n -> context.scope().intersects(source.range(n)))
              .sorted(Comparator.comparingDouble(n -> -harvest.suspicion(heads.linesOf(n))))
              .toList();
      for (Node node : nodes) {
        for (Rule rule : rules) {
          if (harvest.isOver(budget)) {
            return;
          }
          rule.propose(node, view, new Edits(source, (e, a) -> add(rule, heads, keys, e, a)));
        }
      }
    }

    private void add(
        Rule rule, Heads heads, CodeKey keys, List<TextEdit> edits, List<Node> anchors) {
      Set<Integer> lines = new HashSet<>();
      edits.forEach(e -> lines.addAll(heads.linesOf(e.range())));
      anchors.forEach(a -> lines.addAll(heads.linesOf(a)));
      if (edits.stream().allMatch(e -> context.scope().contains(e.range()))) {
        harvest.add(rule.name(), rule.prior(), edits, lines, keys.of(edits));
      }
    }
  }
}
