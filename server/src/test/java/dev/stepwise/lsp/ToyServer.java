package dev.stepwise.lsp;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The server with the toy agent, for editors: the agent answers while the given file is there. */
public final class ToyServer {
  private ToyServer() {}

  public static void main(String[] args) throws InterruptedException {
    Semaphore permits = new Semaphore(0);
    Path go = Path.of(args[0]);
    try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      watch.scheduleWithFixedDelay(
          () -> {
            if (Files.exists(go)) {
              permits.release();
            } else {
              permits.drainPermits();
            }
          },
          0,
          10,
          TimeUnit.MILLISECONDS);
      int code =
          new Connection(Toy.parts(permits), System.err)
              .serve(
                  new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
      System.exit(code);
    }
  }
}
