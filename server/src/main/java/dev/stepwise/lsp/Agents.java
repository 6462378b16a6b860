package dev.stepwise.lsp;

import dev.stepwise.agent.Agent;
import dev.stepwise.settings.ServerSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One agent for each workspace folder, made when first needed and anew when settings change. An
 * agent with old settings lives until its last run ends.
 */
final class Agents implements AutoCloseable {
  private final Session session;
  private final AgentFactory factory;
  private final Map<Path, Entry> entries = new HashMap<>();
  private final Lock lock = new ReentrantLock();

  Agents(Session session, AgentFactory factory) {
    this.session = session;
    this.factory = factory;
  }

  /**
   * Borrows the agent of a folder; close the lease after use.
   *
   * @throws dev.stepwise.settings.UserException if there can be none here
   */
  Lease borrow(Path root) {
    lock.lock();
    try {
      ServerSettings settings = session.settings();
      Entry entry = entries.get(root);
      if (entry == null || !same(entry.settings, settings)) {
        Entry old = entry;
        entry = new Entry(factory.create(root, session.documents()::snapshot, settings), settings);
        entries.put(root, entry);
        if (old != null) {
          old.retired = true;
          old.closeIfUnused();
        }
      }
      entry.users++;
      return new Lease(entry);
    } finally {
      lock.unlock();
    }
  }

  private static boolean same(ServerSettings a, ServerSettings b) {
    return a.model().equals(b.model())
        && a.producers().equals(b.producers())
        && a.runTests() == b.runTests()
        && a.allowUnsandboxed() == b.allowUnsandboxed();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      entries
          .values()
          .forEach(
              e -> {
                e.retired = true;
                e.closeIfUnused();
              });
      entries.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Guarded by the lock. */
  private static final class Entry {
    private final Agent agent;
    private final ServerSettings settings;
    private int users;
    private boolean retired;

    private Entry(Agent agent, ServerSettings settings) {
      this.agent = agent;
      this.settings = settings;
    }

    private void closeIfUnused() {
      if (retired && users == 0) {
        agent.close();
      }
    }
  }

  /** The right to use an agent. */
  final class Lease implements AutoCloseable {
    private final Entry entry;

    private Lease(Entry entry) {
      this.entry = entry;
    }

    Agent agent() {
      return entry.agent;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        entry.users--;
        entry.closeIfUnused();
      } finally {
        lock.unlock();
      }
    }
  }
}
