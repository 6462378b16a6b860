package dev.stepwise.repair.compile;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.syntax.CodeKey;
import dev.stepwise.repair.syntax.SourceTree;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the rules that know the codes of the file's compile errors. */
public final class CompileRuleProducer implements Producer {
  /** Errors beyond these are often consequences of the first ones. */
  private static final int MOST_PROBLEMS = 12;

  private final List<CompileRule> rules;

  /** With types of the JDK and of the source folders around the file to import from. */
  public CompileRuleProducer() {
    this(TypeNames.ofJdk().or(new SourceFolderTypes()));
  }

  public CompileRuleProducer(TypeNames types) {
    this(CompileRules.all(types));
  }

  CompileRuleProducer(List<CompileRule> rules) {
    this.rules = List.copyOf(rules);
  }

  @Override
  public String name() {
    return "compile-rules";
  }

  @Override
  public List<Candidate> produce(FaultContext context, Budget budget) {
    Optional<SourceTree> tree = SourceTree.parse(context.text());
    List<Candidate> all = new ArrayList<>();
    List<List<TextEdit>> best = new ArrayList<>();
    CodeKey keys = new CodeKey(context.text(), new TextRange(0, context.text().length()));
    Set<String> seen = new HashSet<>(Set.of(keys.of(List.of())));
    for (Problem problem : errors(context)) {
      budget.checkCancelled();
      if (budget.exhausted()) {
        break;
      }
      List<Candidate> own = candidates(context, new Fault(context, problem, tree));
      own.stream().findFirst().ifPresent(c -> best.add(c.edits()));
      own.stream().filter(c -> seen.add(keys.of(c.edits()))).forEach(all::add);
    }
    together(best)
        .filter(edits -> seen.add(keys.of(edits)))
        .ifPresent(
            edits ->
                all.add(new Candidate(context.file(), edits, "rule:all-errors", Likely.OFTEN)));
    all.sort(Comparator.comparingDouble(c -> -c.prior()));
    return all;
  }

  private static List<Problem> errors(FaultContext context) {
    return context.problems().stream()
        .filter(p -> p.severity() == Problem.Severity.ERROR)
        .filter(p -> p.file().equals(context.file()))
        .filter(p -> p.range().end() <= context.text().length())
        .limit(MOST_PROBLEMS)
        .toList();
  }

  private List<Candidate> candidates(FaultContext context, Fault fault) {
    List<Candidate> found = new ArrayList<>();
    for (CompileRule rule : rules) {
      if (rule.codes().contains(fault.code())) {
        rule.propose(
            fault,
            edits -> {
              if (!edits.isEmpty()) {
                String origin = "rule:" + rule.name();
                found.add(new Candidate(context.file(), edits, origin, rule.prior()));
              }
            });
      }
    }
    found.sort(Comparator.comparingDouble(c -> -c.prior()));
    return found;
  }

  /** The best change for every error at once, where there are several that do not overlap. */
  private static Optional<List<TextEdit>> together(List<List<TextEdit>> best) {
    List<TextEdit> edits = new ArrayList<>();
    for (TextEdit edit : best.stream().flatMap(List::stream).distinct().toList()) {
      Optional<TextEdit> other =
          edits.stream().filter(e -> e.range().intersects(edit.range())).findFirst();
      if (other.isEmpty()) {
        edits.add(edit);
      } else if (Imports.isImport(edit) && Imports.isImport(other.get())) {
        edits.remove(other.get());
        edits.add(Imports.merge(other.get(), edit));
      } else {
        return Optional.empty();
      }
    }
    return best.size() > 1 ? Optional.of(edits) : Optional.empty();
  }
}
