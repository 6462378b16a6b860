package dev.stepwise.cli;

import dev.stepwise.agent.Agent;
import dev.stepwise.lsp.AgentFactory;
import dev.stepwise.model.host.Models;
import dev.stepwise.settings.ServerSettings;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the agents of an editor's folders, which share the indexes. */
final class EditorAgents implements AgentFactory {
  private final EditorIndexes indexes;
  private Optional<Models> models = Optional.empty();

  EditorAgents(EditorIndexes indexes) {
    this.indexes = indexes;
  }

  @Override
  public Agent create(Path root, Supplier<Snapshot> documents, ServerSettings settings) {
    return new EditorAgent(root, documents, settings, indexes);
  }

  @Override
  public UsedModel model(ServerSettings settings) {
    try {
      Optional<String> spec = EditorAgent.model(settings);
      return spec.isEmpty() ? UsedModel.NONE : used(spec.get());
    } catch (UserException e) {
      // Told where a fix is asked for; until then no model is what such settings come to.
      return UsedModel.NONE;
    }
  }

  private synchronized UsedModel used(String spec) {
    if (models.isEmpty()) {
      models = Optional.of(Models.ofUser());
    }
    Models all = models.get();
    String name = spec.isEmpty() ? all.catalogue().defaultModel() : spec;
    boolean known = all.catalogue().find(name).isPresent();
    return new UsedModel(name, !known || all.store().find(name).isPresent());
  }
}
