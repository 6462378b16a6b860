package dev.stepwise.agent;

import dev.stepwise.verify.WorkbenchOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How an agent works.
 *
 * @param sources where candidates come from
 * @param seed of everything that is sampled
 * @param samples how many continuations a single shot takes
 * @param hint the faulty line, where somebody knows it; for comparisons with tools that are told
 */
public record AgentOptions(
    Mode mode,
    Set<Source> sources,
    long seed,
    int samples,
    Optional<Hint> hint,
    WorkbenchOptions workbench) {

  /** One line of a file, counted from 1. */
  public record Hint(Path file, int line) {}

  /** Where candidates come from. */
  public enum Source {
    RULES,
    MODEL
  }

  public static final AgentOptions DEFAULT =
      new AgentOptions(
          Mode.AGENT,
          Set.of(Source.RULES, Source.MODEL),
          1,
          50,
          Optional.empty(),
          WorkbenchOptions.DEFAULT);

  public AgentOptions {
    sources = Set.copyOf(sources);
  }

  public AgentOptions withMode(Mode other) {
    return new AgentOptions(other, sources, seed, samples, hint, workbench);
  }

  public AgentOptions withSources(Set<Source> other) {
    return new AgentOptions(mode, other, seed, samples, hint, workbench);
  }

  public AgentOptions withSeed(long other) {
    return new AgentOptions(mode, sources, other, samples, hint, workbench);
  }

  public AgentOptions withSamples(int other) {
    return new AgentOptions(mode, sources, seed, other, hint, workbench);
  }

  public AgentOptions withWorkbench(WorkbenchOptions other) {
    return new AgentOptions(mode, sources, seed, samples, hint, other);
  }

  /** These options with the faulty line told. */
  public AgentOptions withHint(Path file, int line) {
    return new AgentOptions(
        mode, sources, seed, samples, Optional.of(new Hint(file, line)), workbench);
  }
}
