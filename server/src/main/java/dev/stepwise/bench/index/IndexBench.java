package dev.stepwise.bench.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The index on a large tree, by default the JDK's own sources, with ctags on the same files in the
 * same run as the yardstick: its time depends on the machine as ours does.
 */
public final class IndexBench {
  private static final int BROKEN_FILES = 300;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Consumer<String> log;
  private final long seed;
  private final int repeats;

  /**
   * @param log told what goes on, one line at a time
   * @param repeats how often the cold build and ctags are timed; the median counts
   */
  public IndexBench(Consumer<String> log, long seed, int repeats) {
    this.log = log;
    this.seed = seed;
    this.repeats = repeats;
  }

  /**
   * Runs everything.
   *
   * @param work an empty folder for caches
   * @return the figures by name
   * @throws UserException if a child process fails
   */
  public ObjectNode run(Path folder, Path work) throws IOException, InterruptedException {
    ObjectNode result = JSON.createObjectNode();
    result.put("dir", folder.toString()).put("cores", Runtime.getRuntime().availableProcessors());
    List<Ctags> ctags = new ArrayList<>();
    List<JsonNode> builds = new ArrayList<>();
    Path cache = work;
    for (int i = 0; i < repeats; i++) {
      Ctags yardstick = ctags(folder, work.resolve("tags"));
      ctags.add(yardstick);
      cache = work.resolve("cache" + i);
      JsonNode build = child("build", folder, cache);
      builds.add(build);
      log.accept(
          "cold build %.2f s, ctags %.2f s"
              .formatted(build.path("seconds").asDouble(), yardstick.seconds()));
    }
    builds.sort(Comparator.comparingDouble(b -> b.path("seconds").asDouble()));
    ctags.sort(Comparator.comparingDouble(Ctags::seconds));
    JsonNode build = builds.get(builds.size() / 2);
    double seconds = build.path("seconds").asDouble();
    double ctagsSeconds = ctags.get(ctags.size() / 2).seconds();
    result.put("lines", build.path("lines").asLong());
    result.put("buildSeconds", seconds);
    result.put("linesPerSecond", build.path("lines").asDouble() / seconds);
    result.put("ctagsSeconds", ctagsSeconds);
    result.put("ctagsTimeRatio", ctagsSeconds > 0 ? seconds / ctagsSeconds : 0);
    // of the processor, all threads together: on a busy machine these still tell something
    result.set("buildCpuSeconds", build.path("cpuSeconds"));
    result.put("ctagsCpuSeconds", ctags.get(ctags.size() / 2).cpuSeconds());
    result.set("peakRssMb", build.path("peakRssMb"));
    result.set("diskMb", build.path("diskMb"));
    log.accept("reopening");
    List<JsonNode> reopened = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      reopened.add(child("reopen", folder, cache));
    }
    reopened.sort(Comparator.comparingDouble(r -> r.path("reopenMs").asDouble()));
    JsonNode reopen = reopened.get(reopened.size() / 2);
    result.set("reopenMs", reopen.path("reopenMs"));
    result.set("verifiedMs", reopen.path("verifiedMs"));
    JsonNode rest =
        build.path("restRssMb").asDouble() > reopen.path("restRssMb").asDouble() ? build : reopen;
    result.set("restRssMb", rest.path("restRssMb"));
    // the store is mapped: what it takes, the system takes back when others need it
    result.set("restAnonMb", rest.path("restAnonMb"));
    result.set("restFileMb", rest.path("restFileMb"));
    log.accept("asking and editing");
    result.setAll((ObjectNode) child("ask", folder, cache));
    log.accept("reading broken files");
    result.put("brokenRecall", new BrokenRecall(seed).of(javaFiles(folder), BROKEN_FILES));
    return result;
  }

  /** Unpacks the sources that came with the running JDK; empty where it has none. */
  public static boolean unpackJdk(Path into) throws IOException {
    Path zip = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    if (!Files.isRegularFile(zip)) {
      return false;
    }
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!entry.isDirectory() && file.startsWith(into)) {
          Files.createDirectories(file.getParent());
          Files.copy(in, file);
        }
      }
    }
    return true;
  }

  private static List<Path> javaFiles(Path folder) {
    return new FileTree(folder)
        .files().stream()
            .filter(file -> file.path().endsWith(".java"))
            .map(FileTree.Entry::file)
            .toList();
  }

  /** How long ctags took, both 0 where it is not installed. */
  private record Ctags(double seconds, double cpuSeconds) {}

  /** Declarations alone, as ctags makes them by default. */
  private static Ctags ctags(Path folder, Path tags) throws IOException, InterruptedException {
    // the shell tells the processor's time of what it ran
    String script = "ctags -R --languages=Java -f \"$0\" . 2>&1 && times";
    long start = System.nanoTime();
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", script, tags.toString())
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = shell.waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      return code == 0 ? new Ctags(seconds, childSeconds(out)) : new Ctags(0, 0);
    } catch (IOException e) {
      return new Ctags(0, 0);
    }
  }

  /** User and system time in the last line of {@code times}, for example {@code 0m2.1s 0m0.3s}. */
  private static double childSeconds(String times) {
    double seconds = 0;
    String[] lines = times.strip().split("\n");
    Matcher time = Pattern.compile("(\\d+)m([\\d.]+)s").matcher(lines[lines.length - 1]);
    while (time.find()) {
      seconds += Integer.parseInt(time.group(1)) * 60 + Double.parseDouble(time.group(2));
    }
    return seconds;
  }

  private JsonNode child(String step, Path folder, Path cache)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // the flags of the server that this runs in
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-agentlib"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(IndexChild.class.getName(), step));
    command.addAll(List.of(folder.toString(), cache.toString(), Long.toString(seed)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new UserException("the step " + step + " failed; its error is above");
      }
      return JSON.readTree(text);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Deletes a folder the benchmark made. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
