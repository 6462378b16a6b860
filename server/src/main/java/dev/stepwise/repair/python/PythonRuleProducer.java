package dev.stepwise.repair.python;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.python.syntax.PythonTree;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final List<Scored> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private record Scored(Candidate candidate, double suspicion) {}

    Run(FaultContext context, PythonTree tree) {
      this.context = context;
      this.tree = tree;
    }

    List<Candidate> candidates(Budget budget) {
      seen.add(key(List.of()));
      for (FunctionView view : FunctionView.of(tree, context.scope())) {
        function(view, budget);
      }
      return found.stream()
          .sorted(
              Comparator.comparingDouble((Scored s) -> -s.suspicion)
                  .thenComparingDouble(s -> -s.candidate.prior()))
          .map(Scored::candidate)
          .toList();
    }

    private void function(FunctionView view, Budget budget) {
      List<SyntaxNode> nodes =
          view.nodes().stream()
              .filter(n -> context.scope().intersects(tree.range(n)))
              .sorted(Comparator.comparingDouble(n -> -suspicion(view.linesOf(at(n)))))
              .toList();
      for (SyntaxNode node : nodes) {
        for (PythonRule rule : rules) {
          if (budget.exhausted() || found.size() >= MOST) {
            budget.checkCancelled();
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
      double suspicion = suspicion(lines);
      boolean inside =
          edits.stream()
              .allMatch(
                  e ->
                      context.scope().touches(e.range().start())
                          && context.scope().start() <= e.range().start());
      if (suspicion > 0 && inside && seen.add(key(edits))) {
        String origin = "rule:" + rule.name();
        found.add(
            new Scored(new Candidate(context.file(), edits, origin, rule.prior()), suspicion));
      }
    }

    /** Trailing white space and empty lines aside. */
    private String key(List<TextEdit> edits) {
      return TextEdit.apply(context.text(), edits)
          .replaceAll("[ \\t\\r]*\\n(?:[ \\t\\r]*\\n)*", "\n");
    }

    /** The highest of the lines; without any suspicion at all every line is as good as another. */
    private double suspicion(Set<Integer> lines) {
      Map<Integer, Double> known = context.suspicion();
      return known.isEmpty()
          ? 1
          : lines.stream().mapToDouble(l -> known.getOrDefault(l, 0.0)).max().orElse(0);
    }
  }
}
