package dev.stepwise.lsp;

import dev.stepwise.index.Gate;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.lsp4j.ClientInfo;
import org.eclipse.lsp4j.InitializeParams;

/** Everything that answers requests, made once the client has said what it can do. */
record Features(
    Session session,
    Agents agents,
    Problems problems,
    OtherServers others,
    Progress progress,
    Indexes indexes,
    Symbols symbols,
    Pages pages,
    Fixes fixes,
    FixActions actions,
    TestLenses lenses,
    Commands commands,
    Status status)
    implements AutoCloseable {

  /** Editors gather change notifications for up to half a second. */
  private static final Duration EDITOR_PATIENCE = Duration.ofMillis(1_500);

  static Features of(Session session, InitializeParams params, Parts parts, Gate gate) {
    ClientInfo info = params.getClientInfo();
    Optional<ProcessHandle> editor =
        Optional.ofNullable(params.getProcessId())
            .flatMap(ProcessHandle::of)
            .or(() -> ProcessHandle.current().parent());
    OtherServers others =
        new OtherServers(info == null || info.getName() == null ? "" : info.getName(), editor);
    Problems problems = new Problems(session, parts.languages(), others);
    Progress progress = new Progress(session);
    Indexes indexes = new Indexes(session, parts.indexes(), gate, progress);
    Pages pages = new Pages(session);
    EditSender sender = new EditSender(session);
    Presenter presenter =
        new Presenter(
            session,
            new Applier(session, sender, EDITOR_PATIENCE, EDITOR_PATIENCE.multipliedBy(4)),
            sender,
            pages);
    Agents agents = new Agents(session, parts.agents());
    Status status = new Status(session, parts.agents());
    Fixes fixes = new Fixes(session, agents, progress, presenter, status::changed);
    return new Features(
        session,
        agents,
        problems,
        others,
        progress,
        indexes,
        new Symbols(session, indexes, others),
        pages,
        fixes,
        new FixActions(session, parts.languages(), problems, fixes),
        new TestLenses(session, parts.languages()),
        new Commands(session, fixes, presenter, pages),
        status);
  }

  @Override
  public void close() {
    fixes.cancelAll();
    session.close();
    agents.close();
    indexes.close();
    pages.close();
  }
}
