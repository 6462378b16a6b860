package dev.stepwise.lsp;

import dev.stepwise.index.Gate;
import dev.stepwise.index.IndexListener;
import dev.stepwise.index.LiveIndex;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Opens the index of a workspace folder. */
@FunctionalInterface
public interface IndexFactory {

  /**
   * Opens it and starts to build it in the background. The server closes it.
   *
   * @param root absolute path of the workspace folder
   * @param gate closed while the editor waits for an answer
   * @param listener follows the first build
   * @param log told in one line what goes wrong later
   * @throws dev.stepwise.settings.UserException if there can be none here
   */
  LiveIndex open(Path root, Gate gate, IndexListener listener, Consumer<String> log);
}
