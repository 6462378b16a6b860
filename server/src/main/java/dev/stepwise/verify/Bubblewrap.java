package dev.stepwise.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * bubblewrap: runs a command without network, home and other processes, with only the files it
 * needs, read-only, and a private temporary folder.
 */
final class Bubblewrap {
  private static final List<String> SYSTEM =
      List.of(
          "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/nix/store", "/gnu/store");
  private static final long PROBE_SECONDS = 10;

  private final Path executable;
  private final boolean proc;

  private Bubblewrap(Path executable, boolean proc) {
    this.executable = executable;
    this.proc = proc;
  }

  /** Where it is installed and this kernel lets it work; tried once. */
  static Optional<Bubblewrap> find() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "bwrap"))
        .filter(Files::isExecutable)
        .findFirst()
        // Inside some containers a new /proc may not be mounted; a JVM can do without.
        .flatMap(
            bwrap ->
                Stream.of(true, false)
                    .map(proc -> new Bubblewrap(bwrap, proc))
                    .filter(Bubblewrap::works)
                    .findFirst());
  }

  private boolean works() {
    List<String> command = command(List.of(), Map.of(), Path.of("/tmp"), List.of("true"));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The command that runs {@code inner} in the sandbox.
   *
   * @param readable files and folders seen at their own places, read-only
   * @param writable place inside to folder outside
   * @param directory where it starts, a place inside
   */
  List<String> command(
      List<Path> readable, Map<Path, Path> writable, Path directory, List<String> inner) {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    // The kernel ends it with the thread that started it: see TestJvms.
    command.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"));
    SYSTEM.stream()
        .filter(p -> Files.exists(Path.of(p)))
        .forEach(p -> command.addAll(List.of("--ro-bind", p, p)));
    command.addAll(List.of("--dev", "/dev", "--tmpfs", "/tmp"));
    if (proc) {
      command.addAll(List.of("--proc", "/proc"));
    }
    writable.forEach(
        (inside, outside) ->
            command.addAll(List.of("--bind", outside.toString(), inside.toString())));
    readable.stream()
        .filter(Files::exists)
        .forEach(p -> command.addAll(List.of("--ro-bind", p.toString(), p.toString())));
    TestEnvironment.variables()
        .forEach((name, value) -> command.addAll(List.of("--setenv", name, value)));
    command.addAll(List.of("--chdir", directory.toString(), "--"));
    command.addAll(inner);
    return command;
  }
}
