package dev.stepwise.lsp;

import dev.stepwise.agent.Agent;
import dev.stepwise.settings.ServerSettings;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Makes the agent of a workspace folder, at the first fix asked for there. */
@FunctionalInterface
public interface AgentFactory {

  /**
   * Makes an agent. May take long: it reads the build and loads the model.
   *
   * @param root absolute path of the workspace folder
   * @param documents answers the open documents as they are when a run starts
   * @throws dev.stepwise.settings.UserException if the environment is at fault
   */
  Agent create(Path root, Supplier<Snapshot> documents, ServerSettings settings);

  /**
   * The model that an agent with these settings would ask: none where they are wrong. Loads
   * nothing.
   */
  default UsedModel model(ServerSettings settings) {
    return new UsedModel(settings.model(), true);
  }

  /**
   * A model as a status bar tells of it.
   *
   * @param name as the catalogue or the user calls it; empty for none
   * @param here whether it is on this machine; if not, the first fix has to fetch it
   */
  record UsedModel(String name, boolean here) {
    /** Rules and tests alone. */
    public static final UsedModel NONE = new UsedModel("", true);
  }
}
