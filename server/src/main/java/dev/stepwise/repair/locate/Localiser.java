package dev.stepwise.repair.locate;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Combines the signals into one ranking of lines and of the methods that hold them. Safe for use by
 * several threads.
 */
public final class Localiser {

  /** A line that no failing test ran is hardly at fault, whatever else speaks against it. */
  private static final double NOT_RUN = 0.1;

  /** Methods the model looks at; each costs one pass over its text. */
  private static final int LOOKED_AT = 3;

  private final List<Signal> signals;
  private final List<Signal> modelSignals;
  private final ScopeFinder finder;

  public Localiser(List<Signal> signals, List<Signal> modelSignals, ScopeFinder finder) {
    this.signals = List.copyOf(signals);
    this.modelSignals = List.copyOf(modelSignals);
    this.finder = finder;
  }

  /** All signals that need no model. */
  public static Localiser fromFacts() {
    return new Localiser(facts(), List.of(), ScopeFinder.byExtension());
  }

  /** The model's surprise at the code beside the facts. */
  public static Localiser with(LanguageModel model) {
    List<Signal> asked = new ArrayList<>();
    if (model.info().scores()) {
      asked.add(model.info().repairTemplate() ? new PlaceSignal(model) : new SurpriseSignal(model));
    }
    return new Localiser(facts(), asked, ScopeFinder.byExtension());
  }

  private static List<Signal> facts() {
    return List.of(
        new CoverageSignal(),
        new StackSignal(),
        new MessageSignal(),
        new ChangeSignal(),
        new ProblemSignal(),
        new HitSignal());
  }

  /**
   * Never empty-handed: without any signal all methods of the given texts come back, in their
   * order.
   */
  public Suspects locate(Evidence evidence, Budget budget) {
    Map<String, LineWeights> reasons = new LinkedHashMap<>();
    Map<String, Double> weights = new HashMap<>();
    ask(signals, evidence, reasons, weights, budget);
    Suspects known = combine(evidence, reasons, weights);
    if (modelSignals.isEmpty() || known.scopes().isEmpty()) {
      return known;
    }
    List<Scope> few = known.scopes().stream().limit(LOOKED_AT).toList();
    ask(modelSignals, evidence.withScopes(few), reasons, weights, budget);
    return combine(evidence, reasons, weights);
  }

  private static void ask(
      List<Signal> signals,
      Evidence evidence,
      Map<String, LineWeights> reasons,
      Map<String, Double> weights,
      Budget budget) {
    for (Signal signal : signals) {
      budget.checkCancelled();
      LineWeights lines = signal.lines(evidence, budget);
      if (!lines.isEmpty()) {
        reasons.put(signal.name(), lines);
        weights.put(signal.name(), signal.weight());
      }
    }
  }

  private Suspects combine(
      Evidence evidence, Map<String, LineWeights> reasons, Map<String, Double> weights) {
    LineWeights.Builder sum = new LineWeights.Builder();
    reasons.forEach(
        (name, lines) ->
            lines
                .byFile()
                .forEach(
                    (file, perLine) -> {
                      if (evidence.texts().containsKey(file)) {
                        perLine.forEach(
                            (line, w) -> sum.add(file, line, w * weights.getOrDefault(name, 0.0)));
                      }
                    }));
    LineWeights spread =
        Statements.spread(evidence.texts(), onlyRun(sum.build(), reasons.get("coverage")));
    LineWeights scaled = spread.scaled();
    return new Suspects(scopes(evidence, scaled), scaled, reasons);
  }

  private static LineWeights onlyRun(LineWeights sum, @Nullable LineWeights ran) {
    if (ran == null) {
      return sum;
    }
    LineWeights.Builder kept = new LineWeights.Builder();
    sum.byFile()
        .forEach(
            (file, lines) ->
                lines.forEach(
                    (line, w) -> kept.add(file, line, ran.at(file, line) > 0 ? w : w * NOT_RUN)));
    return kept.build();
  }

  private List<Scope> scopes(Evidence evidence, LineWeights lines) {
    record Weighed(Scope scope, double most, double sum) {}
    List<Weighed> all = new ArrayList<>();
    evidence.texts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            e -> {
              Map<Integer, Double> here = lines.of(e.getKey());
              for (Scope scope : finder.scopes(e.getKey(), e.getValue())) {
                List<Double> inside =
                    here.entrySet().stream()
                        .filter(line -> scope.covers(line.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
                all.add(
                    new Weighed(
                        scope,
                        inside.stream().mapToDouble(w -> w).max().orElse(0),
                        inside.stream().mapToDouble(w -> w).sum()));
              }
            });
    all.sort(
        Comparator.comparingDouble(Weighed::most).thenComparingDouble(Weighed::sum).reversed());
    boolean some = all.stream().anyMatch(w -> w.most() > 0);
    return all.stream().filter(w -> !some || w.most() > 0).map(Weighed::scope).toList();
  }

  /** What a {@link dev.stepwise.repair.FaultContext} wants: the lines of one file. */
  public static Map<Integer, Double> suspicion(Suspects suspects, Path file) {
    return suspects.lines().of(file);
  }
}
