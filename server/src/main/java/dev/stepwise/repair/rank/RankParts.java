package dev.stepwise.repair.rank;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Score;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a candidate's score before they are weighed: what {@link Weights} are fitted from.
 *
 * @param location log-probability of its place
 * @param fix log-probability of its new lines, given the place
 * @param original log-probability of the lines that it replaces, given the place
 * @param prior the rule's own
 * @param siblings how many candidates come from the same rule
 * @param inserts whether it only inserts lines
 */
public record RankParts(
    Candidate candidate,
    double location,
    double fix,
    double original,
    double prior,
    int siblings,
    boolean inserts) {

  /**
   * The parts of all candidates that the model can judge.
   *
   * @param model one with {@link dev.stepwise.model.ModelInfo#repairTemplate()}
   */
  public static List<RankParts> of(
      LanguageModel model, FaultContext context, List<Candidate> candidates, Budget budget) {
    RepairTemplate template = RepairTemplate.of(context);
    TunedScheme scheme = new TunedScheme(model, template, Weights.TUNED);
    Map<Location, Map<Candidate, String>> places = new LinkedHashMap<>();
    Map<String, Integer> siblings = new HashMap<>();
    for (Candidate candidate : candidates) {
      siblings.merge(candidate.origin(), 1, Integer::sum);
      template
          .hunk(candidate.edits())
          .filter(hunk -> hunk.at().count() <= HunkRanking.LONGEST_PLACE)
          .filter(hunk -> template.has(hunk.at()))
          .ifPresent(
              hunk ->
                  places
                      .computeIfAbsent(hunk.at(), at -> new LinkedHashMap<>())
                      .put(candidate, scheme.text(hunk.at(), hunk.fix())));
    }
    Map<Location, Double> locations = scheme.places(places.keySet(), budget);
    List<RankParts> parts = new ArrayList<>();
    places.forEach(
        (at, here) -> {
          List<Prompt> texts =
              new ArrayList<>(List.of(whole(scheme, scheme.text(at, template.at(at)))));
          here.values().forEach(text -> texts.add(whole(scheme, text)));
          List<Score> scores = model.score(scheme.prefix(at), texts, budget);
          int i = 1;
          for (Candidate candidate : here.keySet()) {
            parts.add(
                new RankParts(
                    candidate,
                    locations.getOrDefault(at, 0.0),
                    scores.get(i++).logProbability(),
                    scores.getFirst().logProbability(),
                    candidate.prior(),
                    siblings.getOrDefault(candidate.origin(), 1),
                    Beforehand.inserts(candidate)));
          }
        });
    return parts;
  }

  private static Prompt whole(Scheme scheme, String text) {
    return Prompt.ofText(text).then(scheme.end());
  }
}
