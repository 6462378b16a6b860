package dev.stepwise.lsp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Work-done progress in the client, started by the server, with a cancel button. */
final class Progress {
  /** Helix answers the create request only after other things; nobody should wait for it. */
  private static final long PATIENCE_MILLIS = 400;

  private final Session session;
  private final Map<String, Runnable> cancels = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  Progress(Session session) {
    this.session = session;
  }

  /** Runs the cancel action of a token; other tokens are not ours. */
  void cancel(Either<String, Integer> token) {
    if (token.isLeft()) {
      cancels.getOrDefault(token.getLeft(), () -> {}).run();
    }
  }

  /** Shows that work began. */
  Shown begin(String title, Runnable cancel) throws InterruptedException {
    return begin(title, cancel, new WorkDoneProgressBegin());
  }

  /** Shows that work began whose end can be told: reports must come with a percentage. */
  Shown count(String title, Runnable cancel) throws InterruptedException {
    WorkDoneProgressBegin begin = new WorkDoneProgressBegin();
    begin.setPercentage(0);
    return begin(title, cancel, begin);
  }

  private Shown begin(String title, Runnable cancel, WorkDoneProgressBegin begin)
      throws InterruptedException {
    String token = "stepwise-" + next.incrementAndGet();
    boolean shown = session.features().progress() && created(token);
    Shown progress = new Shown(token, shown);
    cancels.put(token, cancel);
    begin.setTitle(title);
    begin.setCancellable(true);
    progress.send(begin);
    return progress;
  }

  private boolean created(String token) throws InterruptedException {
    try {
      session
          .client()
          .createProgress(new WorkDoneProgressCreateParams(Either.forLeft(token)))
          .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  /** One shown piece of work. Closing ends it; the last message stays for a moment. */
  final class Shown implements AutoCloseable {
    private final String token;
    private final boolean shown;
    private String last = "";

    private Shown(String token, boolean shown) {
      this.token = token;
      this.shown = shown;
    }

    String token() {
      return token;
    }

    void report(String message) {
      report(message, new WorkDoneProgressReport());
    }

    void report(String message, int percent) {
      WorkDoneProgressReport report = new WorkDoneProgressReport();
      report.setPercentage(percent);
      report(message, report);
    }

    private void report(String message, WorkDoneProgressReport report) {
      last = message;
      report.setMessage(message);
      report.setCancellable(true);
      send(report);
    }

    /** What {@link #close} will say. */
    void result(String message) {
      last = message;
    }

    @Override
    public void close() {
      cancels.remove(token);
      WorkDoneProgressEnd end = new WorkDoneProgressEnd();
      end.setMessage(last);
      send(end);
    }

    private void send(WorkDoneProgressNotification value) {
      if (shown) {
        session
            .client()
            .notifyProgress(new ProgressParams(Either.forLeft(token), Either.forLeft(value)));
      }
    }
  }
}
