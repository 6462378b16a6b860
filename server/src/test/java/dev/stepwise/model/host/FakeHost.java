package dev.stepwise.model.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A host process with {@link FakeModel}: arguments are the host file, seconds, and a log. */
public final class FakeHost {
  private FakeHost() {}

  public static void main(String[] args) throws Exception {
    Files.writeString(
        Path.of(args[2]),
        ProcessHandle.current().pid() + "\n",
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
    if (args[1].equals("broken")) {
      System.err.println("stepwise: no weights");
      System.exit(2);
    }
    if (args[1].equals("crashing")) {
      System.err.println("GGML_ASSERT(a->ne[0] == b->ne[0]) failed");
      Runtime.getRuntime().halt(134);
    }
    try (ModelHost host = ModelHost.start(new FakeModel(), Path.of(args[0]))) {
      host.serveUntilIdle(Duration.ofMillis(Long.parseLong(args[1])));
    }
  }

  /** Starts hosts that leave after so many milliseconds and note their process ids in a file. */
  static Hosts.Command command(String idleMillis, Path pids) {
    return file ->
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path")
                .replace(File.pathSeparator + File.pathSeparator, ""),
            FakeHost.class.getName(),
            file.toString(),
            idleMillis,
            pids.toString());
  }
}
