package dev.stepwise.model.llama;

import dev.stepwise.model.Completion;
import dev.stepwise.model.Completion.Stop;
import dev.stepwise.model.Request;
import dev.stepwise.model.llama.Prefixes.Fork;
import dev.stepwise.model.llama.Sampler.Candidates;
import dev.stepwise.settings.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the likeliest continuations instead of drawing some: of all that were begun the best few go
 * on, one token each in a batch. None that goes on can become likelier, so a beam that is behind as
 * many finished ones as are wanted is dropped.
 */
final class BeamSearch extends Continuations {
  private static final Comparator<Completion> LIKELIEST =
      Comparator.comparingDouble(Completion::logProbability).reversed();

  private final Context context;
  private final Vocabulary vocabulary;
  private final Request request;
  private final int width;
  private final float[] row;
  private final List<Completion> finished = new ArrayList<>();
  private List<Beam> beams = new ArrayList<>();
  private boolean begun;

  /** One text that may go on; its fork has all its tokens but the last. */
  private static final class Beam {
    final GeneratedText text;
    @Nullable Fork fork;

    Beam(GeneratedText text, @Nullable Fork fork) {
      this.text = text;
      this.fork = fork;
    }
  }

  /** A beam with one token more. */
  private record Step(Beam from, int token, double tokenLogProbability, double logProbability) {}

  /**
   * @param width how many are kept, and returned at most
   */
  BeamSearch(
      Prefixes prefixes,
      Context context,
      Vocabulary vocabulary,
      Request request,
      Plan prompt,
      int width,
      Budget budget) {
    super(prefixes, context, prompt, budget);
    this.context = context;
    this.vocabulary = vocabulary;
    this.request = request;
    this.width = width;
    row = new float[context.vocabularySize()];
  }

  @Override
  boolean step() {
    if (begun) {
      advance();
    } else {
      begun = readPrompt();
      if (begun) {
        choose(steps(new Beam(new GeneratedText(vocabulary), null), prefixes.logits()));
      }
    }
    return begun && beams.isEmpty();
  }

  private void advance() {
    for (Beam beam : beams) {
      beam.fork = revival.of(beam.fork, beam.text);
      if (beam.fork == null) {
        return; // another request took the context meanwhile; one more batch brings it back
      }
    }
    List<Fork> inBatch = new ArrayList<>();
    int[] index = new int[beams.size()];
    for (int i = 0; i < index.length; i++) {
      Fork fork = Objects.requireNonNull(beams.get(i).fork);
      index[i] = fork.add(beams.get(i).text.lastToken(), true);
      inBatch.add(fork);
    }
    prefixes.runDrawn(inBatch, budget);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < index.length; i++) {
      context.logits(index[i], row);
      steps.addAll(steps(beams.get(i), row));
    }
    choose(steps);
  }

  private List<Step> steps(Beam beam, float[] logits) {
    double normaliser = LogSoftmax.normaliser(logits, logits.length);
    Candidates likely = Sampler.top(logits, width);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < likely.tokens().length; i++) {
      double own = likely.logits()[i] - normaliser;
      steps.add(new Step(beam, likely.tokens()[i], own, beam.text.logProbability() + own));
    }
    return steps;
  }

  /** Finishes what ends among the best steps, and lets the others go on. */
  private void choose(List<Step> steps) {
    steps.sort(Comparator.comparingDouble(Step::logProbability).reversed());
    List<Step> going = new ArrayList<>();
    List<GeneratedText> texts = new ArrayList<>();
    for (Step step : steps) {
      if (going.size() == width || step.logProbability() <= worstWanted()) {
        break;
      }
      GeneratedText text = step.from().text.copy();
      boolean end = vocabulary.isEnd(step.token());
      text.append(step.token(), step.tokenLogProbability(), end);
      Stop stop = end ? Stop.END_OF_TEXT : text.stop(request.stop(), request.maxTokens());
      count();
      if (stop == null) {
        going.add(step);
        texts.add(text);
      } else {
        finish(text.completion(stop));
      }
    }
    goOn(going, texts);
  }

  /** Hands each beam's fork to one of its steps and copies of it to the others. */
  private void goOn(List<Step> going, List<GeneratedText> texts) {
    for (Beam beam : beams) {
      if (beam.fork != null && going.stream().noneMatch(step -> step.from() == beam)) {
        beam.fork.end();
      }
    }
    List<Beam> next = new ArrayList<>();
    for (int i = 0; i < going.size(); i++) {
      Beam from = going.get(i).from();
      boolean last = going.subList(i + 1, going.size()).stream().noneMatch(s -> s.from() == from);
      Fork fork = from.fork == null ? prefixes.fork() : last ? from.fork : from.fork.copy();
      next.add(new Beam(texts.get(i), fork));
    }
    beams = next;
  }

  /** What a text must beat to be among those that are returned. */
  private double worstWanted() {
    return finished.size() < width
        ? Double.NEGATIVE_INFINITY
        : finished.get(width - 1).logProbability();
  }

  private void finish(Completion completion) {
    boolean known = finished.stream().anyMatch(f -> f.text().equals(completion.text()));
    if (!known) {
      finished.add(completion);
      finished.sort(LIKELIEST);
    }
  }

  @Override
  void stopAll() {
    beams.forEach(beam -> finish(beam.text.completion(Stop.BUDGET)));
    if (finished.isEmpty()) {
      finish(new GeneratedText(vocabulary).completion(Stop.BUDGET));
    }
  }

  /** The likeliest first, no two with the same text. */
  @Override
  List<Completion> completions() {
    return List.copyOf(finished.subList(0, Math.min(width, finished.size())));
  }

  @Override
  public void close() {
    for (Beam beam : beams) {
      if (beam.fork != null) {
        beam.fork.end();
      }
    }
    prefixes.release();
  }
}
