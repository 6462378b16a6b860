package dev.stepwise.editors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.lsp.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real editor that runs a script without a screen. The script says {@code PASS} at the end, and
 * on the way lines such as {@code TIME attach 412}.
 */
public record EditorProgram(List<String> command) {
  private static final int MINUTES = 10;

  /** Where `.ci/editors.sh` puts editors that the system does not have. */
  static Path cache() {
    String given = System.getenv("STEPWISE_TEST_CACHE");
    if (given != null) {
      return Path.of(given);
    }
    String home = System.getenv("XDG_CACHE_HOME");
    return (home == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home))
        .resolve("stepwise-tests");
  }

  /** The file of a program on the path. */
  static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A script of the test resources. */
  static String script(String name) {
    return Path.of("src/test/resources/dev/stepwise/editors", name).toAbsolutePath().toString();
  }

  /** Runs to the end and returns what was said; fails unless the script passed. */
  public Said run(Map<String, String> environment) throws IOException, InterruptedException {
    Path log = Files.createTempFile("editor", ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      Said said = new Said("\n" + Files.readString(log));
      assertThat(ended).as("ended: %s", said.text()).isTrue();
      assertThat(said.text()).contains("\nPASS");
      return said;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  /** What a script said. */
  public record Said(String text) {
    /** All numbers of lines {@code TIME what NUMBER…}. */
    List<Double> times(String what) {
      Matcher matcher = Pattern.compile("\nTIME " + what + " ([0-9. ]+)").matcher(text);
      return matcher
          .results()
          .flatMap(r -> Stream.of(r.group(1).strip().split(" +")))
          .map(Double::valueOf)
          .toList();
    }

    /** What the script did in place of a thing that this editor lacks: {@code FALLS LENS how}. */
    Optional<String> instead(Capability capability) {
      return Pattern.compile("\nFALLS " + capability.name() + " ([^\n]*)")
          .matcher(text)
          .results()
          .map(r -> r.group(1))
          .findFirst();
    }

    /** The rest of the line that begins so. */
    String line(String begin) {
      Matcher matcher = Pattern.compile("\n" + begin + " ([^\n]*)").matcher(text);
      assertThat(matcher.find()).as("%s in %s", begin, text).isTrue();
      return matcher.group(1);
    }
  }
}
