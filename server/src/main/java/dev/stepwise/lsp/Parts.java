package dev.stepwise.lsp;

import java.util.Optional;

/**
 * What the server is put together from; the command line chooses the concrete ones.
 *
 * @param indexes empty for a server that indexes nothing
 */
public record Parts(Languages languages, AgentFactory agents, Optional<IndexFactory> indexes) {
  /** Without an index. */
  public Parts(Languages languages, AgentFactory agents) {
    this(languages, agents, Optional.empty());
  }
}
