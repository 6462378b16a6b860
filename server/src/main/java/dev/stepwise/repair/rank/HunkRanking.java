package dev.stepwise.repair.rank;

import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Score;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.settings.Budget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Best-first over places, then candidates at a place, then their exact scores. What is not scored
 * yet is expected to cost about what it mostly does, so that few places are looked at whose
 * candidates would come last. That makes the order a little inexact: a candidate may come up to
 * {@link #FIX} nats later than its score says.
 */
final class HunkRanking extends BestFirst {

  /** Scored together: enough to fill a batch, few enough to stop early. */
  private static final int TOGETHER = 16;

  /** Candidates this far below the best of a batch wait for their turn. */
  private static final double CLOSE = 3;

  /** No weights saw longer places; such candidates come after all others. */
  static final int LONGEST_PLACE = 6;

  /** What a candidate gets that the model cannot judge. */
  private static final double UNJUDGED = -60;

  /**
   * What new lines cost at least, mostly, at a place where none was scored yet, in nats. With 2 and
   * {@link #REST} 1, the first passing candidate of 37 QuixBugs-Java programs stays at a median
   * place of 15 (14 with 0 and 0) for a fifth fewer tokens; with 4 and 2 it is 23 for a third.
   */
  static final double FIX = 2;

  /** What the rest of new lines costs behind their first token that is new. */
  private static final double REST = 1;

  private final LanguageModel model;
  private final Weights weights;
  private final Scheme scheme;
  private final RepairTemplate template;

  /** A candidate with its new lines and what is known of it without the model. */
  private record Pending(Candidate candidate, List<String> lines, String text, double before) {}

  /** A candidate scored up to its first new token. */
  private record Cut(Pending pending, double bound, boolean exact) {
    double expected() {
      return exact ? bound : bound - REST;
    }
  }

  HunkRanking(
      LanguageModel model,
      Weights weights,
      RepairTemplate template,
      Scheme scheme,
      FaultContext context,
      List<Candidate> candidates) {
    this.model = model;
    this.weights = weights;
    this.template = template;
    this.scheme = scheme;
    Map<Location, List<Pending>> places = new LinkedHashMap<>();
    Beforehand known = new Beforehand(weights, context, candidates);
    for (Candidate candidate : candidates) {
      double before = known.of(candidate);
      Hunk hunk = template.hunk(candidate.edits()).orElse(null);
      if (hunk == null || hunk.at().count() > LONGEST_PLACE || !template.has(hunk.at())) {
        settle(new Ranked(candidate, before + UNJUDGED));
      } else {
        places
            .computeIfAbsent(hunk.at(), at -> new ArrayList<>())
            .add(new Pending(candidate, hunk.fix(), scheme.text(hunk.at(), hunk.fix()), before));
      }
    }
    if (!places.isEmpty()) {
      push(Double.MAX_VALUE, new Start(places));
    }
  }

  /** All places, before the model was asked about them. */
  private final class Start implements Node {
    private final Map<Location, List<Pending>> places;

    Start(Map<Location, List<Pending>> places) {
      this.places = places;
    }

    @Override
    public void expand(Budget budget) {
      scheme
          .places(places.keySet(), budget)
          .forEach(
              (at, bound) -> {
                List<Pending> here = places.getOrDefault(at, List.of());
                double best = here.stream().mapToDouble(Pending::before).max().orElse(0);
                push(bound + best - FIX, new Place(at, scheme.placeScore(bound), here));
              });
    }

    @Override
    public List<Ranked> unexpanded() {
      return places.values().stream()
          .flatMap(List::stream)
          .map(p -> new Ranked(p.candidate(), p.before() + UNJUDGED / 2))
          .toList();
    }
  }

  /** All candidates at one place, none of them scored. */
  private final class Place implements Node {
    private final Location at;
    private final double score;
    private final List<Pending> pending;

    Place(Location at, double score, List<Pending> pending) {
      this.at = at;
      this.score = score;
      this.pending = pending;
    }

    @Override
    public void expand(Budget budget) {
      String original = scheme.text(at, template.at(at));
      Map<String, Prompt> cuts = new LinkedHashMap<>();
      if (scheme.relative()) {
        cuts.put(original, whole(original));
      }
      List<String> keys = new ArrayList<>();
      for (Pending p : pending) {
        int cut = Divergence.cut(original, p.text());
        // A text that differs only by its end needs the end to be told from the original.
        boolean all = cut == p.text().length();
        String key = all ? p.text() : p.text().substring(0, cut);
        keys.add(key);
        cuts.put(key, all ? whole(key) : cuts.getOrDefault(key, Prompt.ofText(key)));
      }
      Map<String, Score> scores = scores(cuts, budget);
      Base base = new Base(scheme.relative() ? scores.get(original) : null);
      List<Cut> sorted = new ArrayList<>();
      for (int i = 0; i < pending.size(); i++) {
        Pending p = pending.get(i);
        String key = keys.get(i);
        boolean exact = key.length() == p.text().length();
        double fix = probability(scores, key) - (exact ? base.all() : base.before(key.length()));
        sorted.add(new Cut(p, score + p.before() + weights.fix() * fix, exact));
      }
      sorted.sort(Comparator.comparingDouble(Cut::bound).reversed());
      push(sorted.getFirst().expected(), new Row(this, base, new ArrayDeque<>(sorted)));
    }

    private Prompt whole(String text) {
      return Prompt.ofText(text).then(scheme.end());
    }

    private Map<String, Score> scores(Map<String, Prompt> continuations, Budget budget) {
      List<Score> scores =
          model.score(scheme.prefix(at), List.copyOf(continuations.values()), budget);
      Map<String, Score> byKey = new LinkedHashMap<>();
      int i = 0;
      for (String key : continuations.keySet()) {
        byKey.put(key, scores.get(i++));
      }
      return byKey;
    }

    @Override
    public List<Ranked> unexpanded() {
      return pending.stream()
          .map(p -> new Ranked(p.candidate(), Math.min(score, 0) + p.before() + UNJUDGED / 2))
          .toList();
    }
  }

  /** The candidates of one place that wait for their exact score, best bound first. */
  private final class Row implements Node {
    private final Place place;
    private final Base base;
    private final Deque<Cut> waiting;

    Row(Place place, Base base, Deque<Cut> waiting) {
      this.place = place;
      this.base = base;
      this.waiting = waiting;
    }

    @Override
    public void expand(Budget budget) {
      double close = waiting.getFirst().bound() - CLOSE;
      List<Cut> now =
          waiting.stream().limit(TOGETHER).takeWhile(cut -> cut.bound() >= close).toList();
      Map<String, Prompt> texts = new LinkedHashMap<>();
      for (Cut cut : now) {
        if (!cut.exact()) {
          texts.put(cut.pending().text(), place.whole(cut.pending().text()));
        }
      }
      Map<String, Score> scores = texts.isEmpty() ? Map.of() : place.scores(texts, budget);
      for (Cut cut : now) {
        waiting.removeFirst();
        settle(
            new Ranked(cut.pending().candidate(), cut.exact() ? cut.bound() : exact(cut, scores)));
      }
      if (!waiting.isEmpty()) {
        push(waiting.getFirst().expected(), this);
      }
    }

    private double exact(Cut cut, Map<String, Score> scores) {
      double fix = probability(scores, cut.pending().text()) - base.all();
      return place.score + cut.pending().before() + weights.fix() * fix;
    }

    @Override
    public List<Ranked> unexpanded() {
      return waiting.stream().map(c -> new Ranked(c.pending().candidate(), c.expected())).toList();
    }
  }

  private static double probability(Map<String, Score> scores, String key) {
    Score score = scores.get(key);
    return score == null ? UNJUDGED : score.logProbability();
  }

  /** The unchanged lines' score, to be subtracted where a scheme is relative; else nothing. */
  private record Base(@Nullable Score original) {
    double all() {
      return original == null ? 0 : original.logProbability();
    }

    double before(int offset) {
      return original == null
          ? 0
          : original.tokens().stream()
              .filter(token -> token.start() < offset)
              .mapToDouble(Score.Token::logProbability)
              .sum();
    }
  }
}
