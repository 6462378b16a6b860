package dev.stepwise.repair.python;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Harvest;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.PythonTree;
import dev.stepwise.settings.Budget;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs all Python rules over the suspicious lines, most suspicious first. Code that does not
 * compile is left to others.
 */
public final class PythonRuleProducer implements Producer {
  /** More than anyone can test in time; the most suspicious places come first. */
  private static final int MOST = 6000;

  private final List<PythonRule> rules;

  public PythonRuleProducer() {
    this(PythonRules.all());
  }

  PythonRuleProducer(List<PythonRule> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public String name() {
    return "python-rules";
  }

  @Override
  public List<Candidate> produce(FaultContext context, Budget budget) {
    boolean python = String.valueOf(context.file().getFileName()).endsWith(".py");
    boolean broken =
        context.problems().stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
    if (!python || broken) {
      return List.of();
    }
    return PythonTree.parse(context.text())
        .map(tree -> new Run(context, tree).candidates(budget))
        .orElse(List.of());
  }

  /** One call's state. */
  private final class Run {
    private final FaultContext context;
    private final PythonTree tree;
    private final Harvest harvest;

    Run(FaultContext context, PythonTree tree) {
      this.context = context;
      this.tree = tree;
      this.harvest = new Harvest(context, MOST);
    }

    List<Candidate> candidates(Budget budget) {
      harvest.exclude(key(List.of()));
      for (FunctionView view : FunctionView.of(tree, context.scope())) {
        function(view, budget);
      }
      return harvest.candidates();
    }

    private void function(FunctionView view, Budget budget) {
      List<SyntaxNode> nodes =
          view.nodes().stream()
              .filter(n -> context.scope().intersects(tree.range(n)))
              .sorted(Comparator.comparingDouble(n -> -harvest.suspicion(view.linesOf(at(n)))))
              .toList();
      for (SyntaxNode node : nodes) {
        for (PythonRule rule : rules) {
          if (harvest.isOver(budget)) {
            return;
          }
          rule.propose(node, view, new PythonEdits(view, (e, a) -> add(rule, view, e, a)));
        }
      }
    }

    private TextRange at(SyntaxNode node) {
      return new TextRange(node.start(), node.start());
    }

    private void add(
        PythonRule rule, FunctionView view, List<TextEdit> edits, List<SyntaxNode> anchors) {
      if (edits.isEmpty()) {
        return;
      }
      Set<Integer> lines = new HashSet<>();
      edits.forEach(e -> lines.addAll(view.linesOf(e.range())));
      anchors.forEach(a -> lines.addAll(view.linesOf(at(a))));
      boolean inside =
          edits.stream()
              .allMatch(
                  e ->
                      context.scope().touches(e.range().start())
                          && context.scope().start() <= e.range().start());
      if (inside) {
        harvest.add(rule.name(), rule.prior(), edits, lines, key(edits));
      }
    }

    /** Trailing white space and empty lines aside. */
    private String key(List<TextEdit> edits) {
      return TextEdit.apply(context.text(), edits)
          .replaceAll("[ \\t\\r]*\\n(?:[ \\t\\r]*\\n)*", "\n");
    }
  }
}
