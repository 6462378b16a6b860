package dev.stepwise.repair.locate;

import dev.stepwise.language.Problem;
import dev.stepwise.verify.Coverage;
import dev.stepwise.verify.TestRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that is known of a fault before anything was tried.
 *
 * @param root the workspace's folder
 * @param texts absolute path to text, unsaved changes included, of each file that may hold the
 *     fault
 * @param failures of the target test and of others that fail with it
 * @param coverage of the failing and of neighbouring passing tests; without entries if none was
 *     measured
 * @param problems what a compiler or linter says, where that is the task
 * @param hits what a search for the task's words found
 * @param scopes methods the model is to look at; empty for signals that need no model
 */
public record Evidence(
    Path root,
    Map<Path, String> texts,
    List<TestRun.Result> failures,
    Coverage coverage,
    List<Problem> problems,
    List<Hit> hits,
    List<Scope> scopes) {

  /** A line that a search found. */
  public record Hit(Path file, int line, double weight) {}

  public Evidence {
    texts = Map.copyOf(texts);
    failures = List.copyOf(failures);
    problems = List.copyOf(problems);
    hits = List.copyOf(hits);
    scopes = List.copyOf(scopes);
  }

  /** Nothing but the texts. */
  public static Evidence of(Path root, Map<Path, String> texts) {
    return new Evidence(
        root, texts, List.of(), new Coverage(List.of()), List.of(), List.of(), List.of());
  }

  public Evidence withFailures(List<TestRun.Result> found) {
    return new Evidence(root, texts, found, coverage, problems, hits, scopes);
  }

  /** With coverage, whose failing tests count as failures too. */
  public Evidence withCoverage(Coverage measured) {
    List<TestRun.Result> all = new ArrayList<>(failures);
    for (Coverage.Entry entry : measured.entries()) {
      boolean known = all.stream().anyMatch(f -> f.test().equals(entry.result().test()));
      if (failed(entry.result()) && !known) {
        all.add(entry.result());
      }
    }
    return new Evidence(root, texts, all, measured, problems, hits, scopes);
  }

  public Evidence withProblems(List<Problem> found) {
    return new Evidence(root, texts, failures, coverage, found, hits, scopes);
  }

  public Evidence withHits(List<Hit> found) {
    return new Evidence(root, texts, failures, coverage, problems, found, scopes);
  }

  public Evidence withScopes(List<Scope> found) {
    return new Evidence(root, texts, failures, coverage, problems, hits, found);
  }

  static boolean failed(TestRun.Result result) {
    return switch (result.outcome()) {
      case FAILED, ERROR, KILLED -> true;
      case PASSED, SKIPPED -> false;
    };
  }
}
