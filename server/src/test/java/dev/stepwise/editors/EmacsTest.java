package dev.stepwise.editors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.lsp.Conformance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Emacs packages in a real Emacs in batch mode, with Eglot and with lsp-mode. */
@Tag("slow")
class EmacsTest {
  @TempDir Path folder;

  @BeforeAll
  static void needsEmacs() {
    Assumptions.assumeTrue(EditorProgram.onPath("emacs").isPresent(), "no emacs is installed");
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void eglot(Scenario scenario) throws Exception {
    scenario.play(emacs("eglot"), new Conformance("Emacs, Eglot"), folder);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void lspMode(Scenario scenario) throws Exception {
    scenario.play(emacs("lsp-mode"), new Conformance("Emacs, lsp-mode"), folder);
  }

  private EditorProgram emacs(String client) throws Exception {
    return new EditorProgram(
        List.of(
            "env",
            "STEPWISE_CLIENT=" + client,
            "HOME=" + Files.createDirectories(folder.resolve("home")),
            // The server keeps its models where it always does.
            "STEPWISE_CACHE=" + stepwiseCache(),
            "emacs",
            "-q",
            "--batch",
            "-l",
            EditorProgram.script("emacs.el")));
  }

  static Path stepwiseCache() {
    String given = System.getenv("STEPWISE_CACHE");
    return given == null ? EditorProgram.cache().resolveSibling("stepwise") : Path.of(given);
  }

  /** What MELPA asks of a package. */
  @Test
  void compilesWithoutWarningsAndPassesPackageLint() throws Exception {
    Path sources = Path.of("..", "clients", "emacs");
    List<String> files;
    try (Stream<Path> all = Files.list(sources)) {
      files =
          all.map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".el")).sorted().toList();
    }
    for (String file : files) {
      Files.copy(sources.resolve(file), folder.resolve(file));
    }
    String setUp =
        "(progn (require 'package) (package-initialize) (add-to-list 'load-path \"%s\")"
                .formatted(folder)
            + " (setq byte-compile-error-on-warn t))";
    List<String> compile =
        Stream.concat(
                Stream.of("emacs", "-q", "--batch", "--eval", setUp, "-f", "batch-byte-compile"),
                files.stream().map(f -> folder.resolve(f).toString()))
            .toList();
    assertThat(said(compile)).doesNotContainIgnoringCase("warning").doesNotContain("rror:");
    List<String> lint =
        List.of(
            "emacs",
            "-q",
            "--batch",
            "--eval",
            setUp,
            "-l",
            "package-lint",
            "-f",
            "package-lint-batch-and-exit",
            folder.resolve("stepwise.el").toString());
    // Debian's package-lint knows no archive, so that it cannot look up dependencies.
    assertThat(said(lint).lines().filter(l -> l.contains("error:") && !l.contains("archive")))
        .isEmpty();
  }

  /** The packages' own tests. */
  @Test
  void passesItsOwnTests() throws Exception {
    Path emacs = Path.of("..", "clients", "emacs").toAbsolutePath().normalize();
    List<String> command =
        List.of(
            "emacs",
            "-Q",
            "--batch",
            "-L",
            emacs.toString(),
            "-l",
            emacs.resolve("test/stepwise-test.el").toString(),
            "-f",
            "ert-run-tests-batch-and-exit");
    assertThat(said(command)).contains("0 unexpected");
  }

  private static String said(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor())
        .as("%s: %s", Arrays.toString(command.toArray()), said)
        .isLessThan(2);
    return said;
  }
}
