package dev.stepwise.agent;

import dev.stepwise.agent.AgentOptions.Source;
import dev.stepwise.agent.step.AsBefore;
import dev.stepwise.agent.step.CodeSearch;
import dev.stepwise.agent.step.EvidenceLocator;
import dev.stepwise.agent.step.FileDocumentation;
import dev.stepwise.agent.step.HintLocator;
import dev.stepwise.agent.step.Locator;
import dev.stepwise.index.Hit;
import dev.stepwise.index.Lookup;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.compile.CompileRuleProducer;
import dev.stepwise.repair.locate.Evidence;
import dev.stepwise.repair.locate.Localiser;
import dev.stepwise.repair.model.FreeRepair;
import dev.stepwise.repair.model.LineFill;
import dev.stepwise.repair.model.Sampling;
import dev.stepwise.repair.model.WholeMethod;
import dev.stepwise.repair.python.PythonRuleProducer;
import dev.stepwise.repair.python.UndefinedName;
import dev.stepwise.repair.rank.Ranker;
import dev.stepwise.repair.rank.StaticRanker;
import dev.stepwise.repair.rule.RuleProducer;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Workbench;
import dev.stepwise.verify.Workbenches;
import dev.stepwise.workspace.Document;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts an agent together from its real parts. */
public final class Agents {
  /** Places a search without a failing test brings up. */
  private static final int MOST_HITS = 24;

  private Agents() {}

  /**
   * Opens the agent of a workspace: reads its build and compiles it.
   *
   * @param model stays the caller's, who closes it after the agent
   * @param snapshot the files as the user has them, asked for at the start of each run
   * @param search asked only if no test leads to the place
   * @throws dev.stepwise.settings.UserException if there is nothing that can be compiled
   */
  public static Agent open(
      Path root,
      Optional<LanguageModel> model,
      AgentOptions options,
      Supplier<Snapshot> snapshot,
      CodeSearch search,
      Budget budget) {
    Path folder = root.toAbsolutePath().normalize();
    Map<Path, String> unsaved = new HashMap<>();
    for (Document document : snapshot.get().openDocuments()) {
      unsaved.put(document.path(), document.text());
    }
    Workbench workbench = Workbenches.open(folder, unsaved, options.workbench(), budget);
    return new StepwiseAgent(
        workbench,
        model,
        new FileDocumentation(folder, workbench::sources),
        metered -> parts(folder, workbench, search, metered, options),
        new ByNature(new AsBefore(workbench)),
        options.mode(),
        snapshot);
  }

  /** Searches an index, which is opened when it is first needed. */
  public static CodeSearch searching(Path root, Supplier<Lookup> index) {
    return (topic, budget) -> hits(root, index.get(), topic);
  }

  private static Parts parts(
      Path root,
      Workbench workbench,
      CodeSearch search,
      Optional<LanguageModel> model,
      AgentOptions options) {
    boolean shot = options.mode() == Mode.SINGLE_SHOT;
    boolean rules = options.sources().contains(Source.RULES) && !shot;
    boolean writes = options.sources().contains(Source.MODEL);
    Locator byEvidence =
        new EvidenceLocator(
            root, workbench, Localiser.fromFacts(), model.map(Localiser::with), search);
    Ranker given = new GivenOrder();
    return new Parts(
        options.hint().<Locator>map(h -> new HintLocator(byEvidence, h)).orElse(byEvidence),
        rules ? List.of(new CompileRuleProducer(), new UndefinedName()) : List.of(),
        rules ? List.of(new RuleProducer(), new PythonRuleProducer()) : List.of(),
        writes ? model.map(m -> writers(m, options)).orElse(List.of()) : List.of(),
        shot ? given : new StaticRanker(),
        shot ? given : Ranker.of(model));
  }

  private static List<Producer> writers(LanguageModel model, AgentOptions options) {
    boolean tuned = model.info().repairTemplate();
    if (options.mode() == Mode.SINGLE_SHOT) {
      Sampling all = tuned ? Sampling.LINES : Sampling.METHOD;
      Sampling sampling = all.withSamples(options.samples()).withSeed(options.seed());
      return List.of(tuned ? new FreeRepair(model, sampling) : new WholeMethod(model, sampling));
    }
    return List.of(
        tuned
            ? new LineFill(model, Sampling.LINES.withSeed(options.seed()))
            : new WholeMethod(model, Sampling.METHOD.withSeed(options.seed())));
  }

  private static List<Evidence.Hit> hits(Path root, Lookup index, String topic) {
    List<Evidence.Hit> hits = new ArrayList<>();
    List<Hit> found = index.searchCode(topic, MOST_HITS);
    float best = found.isEmpty() ? 1 : found.getFirst().score();
    for (Hit hit : found) {
      if (!hit.symbol().test()) {
        hits.add(
            new Evidence.Hit(
                root.resolve(hit.symbol().path()), hit.symbol().line() + 1, hit.score() / best));
      }
    }
    return hits;
  }
}
