package dev.stepwise.agent.step;

import dev.stepwise.agent.Hypothesis;
import dev.stepwise.agent.Promising;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.repair.Candidate;
import java.util.ArrayList;
import java.util.List;

/** Combines two edits of one file that each brought the target nearer. */
final class Pairs {
  private Pairs() {}

  /** Each pair whose edits do not touch each other. */
  static List<Hypothesis> of(List<Promising> promising, Pool pool) {
    List<Hypothesis> pairs = new ArrayList<>();
    for (int i = 0; i < promising.size(); i++) {
      for (int j = i + 1; j < promising.size(); j++) {
        Hypothesis a = promising.get(i).hypothesis();
        Hypothesis b = promising.get(j).hypothesis();
        if (a.candidate().file().equals(b.candidate().file())
            && a.before().equals(b.before())
            && apart(a.candidate(), b.candidate())) {
          pairs.add(
              pool.number(both(a.candidate(), b.candidate()), a.before(), a.score() + b.score()));
        }
      }
    }
    return pairs;
  }

  private static Candidate both(Candidate a, Candidate b) {
    List<TextEdit> edits = new ArrayList<>(a.edits());
    edits.addAll(b.edits());
    return new Candidate(a.file(), edits, Candidate.pairOrigin(a, b), a.prior() + b.prior());
  }

  private static boolean apart(Candidate a, Candidate b) {
    return a.edits().stream()
        .noneMatch(x -> b.edits().stream().anyMatch(y -> x.range().intersects(y.range())));
  }
}
