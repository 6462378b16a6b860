package dev.stepwise.agent;

import dev.stepwise.repair.FaultContext;
import dev.stepwise.workspace.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is known at one point of a run. Steps get it and return the next one; no transcript is
 * kept anywhere.
 *
 * @param snapshot the files as the user has them, unsaved text included
 * @param digests one for each phase, the newest; earlier ones of the same phase are forgotten
 * @param situation what orient found out
 * @param sentences what the documentation says that bears on the task
 * @param scopes suspicious methods, most suspicious first
 * @param opened how many of the scopes are searched now
 * @param search hypotheses and how they fared
 */
public record State(
    Task task,
    Snapshot snapshot,
    List<Digest> digests,
    Situation situation,
    List<String> sentences,
    List<FaultContext> scopes,
    int opened,
    Search search) {

  public State {
    digests = List.copyOf(digests);
    sentences = List.copyOf(sentences);
    scopes = List.copyOf(scopes);
  }

  /** Nothing is known but the task. */
  public static State of(Task task, Snapshot snapshot) {
    return new State(
        task, snapshot, List.of(), Situation.UNKNOWN, List.of(), List.of(), 0, Search.empty());
  }

  /** This state with one more digest; it replaces an earlier one of the same phase. */
  public State digest(Phase phase, String text) {
    List<Digest> kept = new ArrayList<>(digests);
    kept.removeIf(d -> d.phase() == phase);
    kept.add(new Digest(phase, text));
    return new State(task, snapshot, kept, situation, sentences, scopes, opened, search);
  }

  /** The newest digest's text, empty before the first. */
  public String lastDigest() {
    return digests.isEmpty() ? "" : digests.getLast().text();
  }

  public State with(Situation found) {
    return new State(task, snapshot, digests, found, sentences, scopes, opened, search);
  }

  public State withSentences(List<String> found) {
    return new State(task, snapshot, digests, situation, found, scopes, opened, search);
  }

  public State withScopes(List<FaultContext> found, int open) {
    return new State(task, snapshot, digests, situation, sentences, found, open, search);
  }

  public State with(Search next) {
    return new State(task, snapshot, digests, situation, sentences, scopes, opened, next);
  }

  /** The scopes that are searched now. */
  public List<FaultContext> openScopes() {
    return scopes.subList(0, Math.min(opened, scopes.size()));
  }
}
