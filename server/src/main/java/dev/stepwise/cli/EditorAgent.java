package dev.stepwise.cli;

import dev.stepwise.agent.Agent;
import dev.stepwise.agent.AgentOptions;
import dev.stepwise.agent.AgentOptions.Source;
import dev.stepwise.agent.Agents;
import dev.stepwise.agent.Fix;
import dev.stepwise.agent.Task;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.catalogue.Progress;
import dev.stepwise.model.host.Models;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.ServerSettings;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The agent of a workspace folder for as long as an editor has it open. Model and index stay; what
 * is compiled is read anew for each run, since the files change between two of them.
 */
final class EditorAgent implements Agent {
  private final Path root;
  private final Supplier<Snapshot> documents;
  private final AgentOptions options;
  private final Optional<String> spec;
  private final EditorIndexes indexes;
  private final ReentrantLock opening = new ReentrantLock();
  private Optional<LanguageModel> model = Optional.empty();

  EditorAgent(
      Path root, Supplier<Snapshot> documents, ServerSettings settings, EditorIndexes indexes) {
    this.root = root;
    this.documents = documents;
    Set<Source> sources = sources(settings.producers());
    options =
        AgentOptions.DEFAULT
            .withSources(sources)
            .withWorkbench(
                AgentOptions.DEFAULT
                    .workbench()
                    .withUnsandboxed(settings.allowUnsandboxed())
                    .withTestsForbidden(!settings.runTests()));
    spec = model(settings);
    this.indexes = indexes;
  }

  /** What the settings call the model, empty for the default one; nothing where none is wanted. */
  static Optional<String> model(ServerSettings settings) {
    return sources(settings.producers()).contains(Source.MODEL) && !settings.model().equals("none")
        ? Optional.of(settings.model())
        : Optional.empty();
  }

  private static Set<Source> sources(String producers) {
    Set<Source> sources = EnumSet.noneOf(Source.class);
    for (String producer : producers.split(",")) {
      switch (producer.strip()) {
        case "model" -> sources.add(Source.MODEL);
        case "rules" -> sources.add(Source.RULES);
        default ->
            throw new UserException(
                "setting stepwise.producers cannot be " + producers + ": use model,rules");
      }
    }
    return sources;
  }

  @Override
  public Fix fix(Task task, Listener listener, Budget budget) {
    // The task's places are those of this moment; the user types on.
    Snapshot now = documents.get();
    Optional<LanguageModel> opened = model(listener, budget);
    listener.started("open", "read the build and compile");
    try (Agent agent =
        Agents.open(
            root,
            opened,
            options,
            () -> now,
            Agents.searching(root, () -> indexes.of(root)),
            budget)) {
      return agent.fix(task, listener, budget);
    }
  }

  private Optional<LanguageModel> model(Listener listener, Budget budget) {
    opening.lock();
    try {
      if (spec.isPresent() && model.isEmpty()) {
        listener.started("model", "load the model");
        model =
            Optional.of(
                Models.ofUser().open(spec.get(), Models.Place.HOST, new Steps(listener), budget));
      }
      return model;
    } finally {
      opening.unlock();
    }
  }

  /** A pull, told as a step that goes on, at most once for each percent or megabyte. */
  private static final class Steps implements Progress {
    private final Listener listener;
    private final AtomicReference<String> last = new AtomicReference<>("");

    private Steps(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void bytes(String what, long done, long total) {
      say(
          total > 0
              ? "fetch %s, %d %%".formatted(what, 100 * done / total)
              : "fetch %s, %d MB".formatted(what, done >> 20));
    }

    @Override
    public void say(String line) {
      if (!line.equals(last.getAndSet(line))) {
        listener.started("model", line);
      }
    }
  }

  @Override
  public void close() {
    model.ifPresent(LanguageModel::close);
  }
}
