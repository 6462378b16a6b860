package dev.stepwise.repair.model;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.rank.Location;
import dev.stepwise.repair.rank.RepairTemplate;
import dev.stepwise.settings.Budget;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets tuned weights write the lines at a given place. */
final class Filler {
  private final LanguageModel model;
  private final FaultContext context;
  private final RepairTemplate template;
  private final Parses parses;

  /** A fix with what the model thinks of it. */
  record Written(Candidate candidate, double logProbability) {}

  Filler(LanguageModel model, FaultContext context) {
    this.model = model;
    this.context = context;
    this.template = RepairTemplate.of(context);
    this.parses = Parses.of(context);
  }

  RepairTemplate template() {
    return template;
  }

  /**
   * The likeliest fixes that parse, in order. Searched, not drawn: tuned weights are so sure of
   * themselves that most samples would be the same.
   */
  List<Written> at(Location at, Sampling sampling, Budget budget) {
    Prompt prompt = template.method().then(template.location(at)).then(template.echo(at));
    if (model.countTokens(prompt) + sampling.maxTokens() > model.info().contextTokens()) {
      return List.of();
    }
    Map<String, Written> distinct = new LinkedHashMap<>();
    Request request =
        new Request(
            prompt,
            sampling.samples(),
            sampling.maxTokens(),
            Request.Sampling.BEAM,
            List.of(RepairTemplate.END),
            "");
    keep(at, model.complete(request, budget), distinct);
    return distinct.values().stream()
        .sorted(Comparator.comparingDouble(Filler::likelihood).reversed())
        .toList();
  }

  /** Answers that never end or do not parse are dropped here, before any compiler sees them. */
  private void keep(Location at, List<Completion> answers, Map<String, Written> distinct) {
    for (Completion answer : answers) {
      if (ended(answer)) {
        edit(at, answer)
            .ifPresent(
                edit -> {
                  Candidate candidate = new Candidate(context.file(), List.of(edit), "model", 0);
                  String key = candidate.applyTo(context.text());
                  distinct.putIfAbsent(key, new Written(candidate, answer.logProbability()));
                });
      }
    }
  }

  private static boolean ended(Completion answer) {
    return answer.stop() == Completion.Stop.END_OF_TEXT
        || answer.stop() == Completion.Stop.STOP_STRING;
  }

  /** A server that does not tell the probability keeps the order of its answers. */
  private static double likelihood(Written written) {
    return Double.isNaN(written.logProbability()) ? 0 : written.logProbability();
  }

  private Optional<TextEdit> edit(Location at, Completion answer) {
    return template
        .edit(at, RepairTemplate.unspaced(answer.text()))
        .filter(edit -> parses.with(edit));
  }
}
