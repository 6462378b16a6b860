package dev.stepwise.lsp;

/** What the server is put together from; the command line chooses the concrete ones. */
public record Parts(Languages languages, AgentFactory agents) {}
