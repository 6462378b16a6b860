package dev.stepwise.editors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.cli.ExampleCopy;
import dev.stepwise.editors.EditorProgram.Said;
import dev.stepwise.language.TestId;
import dev.stepwise.lsp.Capability;
import dev.stepwise.lsp.Conformance;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import dev.stepwise.verify.WorkbenchOptions;
import dev.stepwise.verify.Workbenches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One thing a user does, and the capabilities of the editor that it shows. An editor's script finds
 * the name in {@code STEPWISE_SCENARIO} and plays it on {@code STEPWISE_FILE}.
 */
enum Scenario {
  /** Diagnostics, the editor's code actions, the diff, accept; also how long each takes. */
  ACTION(
      Capability.ATTACH,
      Capability.ACTION,
      Capability.PROGRESS,
      Capability.PREVIEW,
      Capability.UNICODE),
  FOREIGN(Capability.FOREIGN),
  TEST(Capability.TEST),
  LENS(Capability.LENS),
  /** Rejects the fix of an issue in words and looks at its trace. */
  WORDS(Capability.WORDS, Capability.TRACE),
  CANCEL(Capability.CANCEL),
  /** Takes the second alternative. */
  ALTERNATIVES(Capability.ALTERNATIVES),
  TYPING(Capability.TYPING),
  CONFLICT(Capability.CONFLICT),
  TWO(Capability.TWO),
  CRLF(Capability.CRLF),
  UNSAVED(Capability.UNSAVED),
  OUTSIDE(Capability.OUTSIDE),
  RESTART(Capability.RESTART),
  /** What users do to have no tests run, where the editor does not know which folders to trust. */
  TRUST(Capability.TRUST),
  /** Makes LateFeeTest.lastDay of the library example pass, with what the server really has. */
  REAL(Capability.REAL);

  /** In the place of the fix: CJK, a pair of surrogates, a combining accent. */
  static final String CODE =
      "class A {\n  int a = 1;\n  // 漢字 😀 e\u0301\n  int é = BUG; // 😀\n  int b = 2;\n\n  int c = 3;\n}\n";

  static final String TEST_CODE =
      "class ToyTest {\n  @Test\n  void works() { BUG }\n\n  @Test\n  void other() { }\n}\n";
  private static final Budget ENOUGH = Budget.of(Duration.ofMinutes(5));

  private final List<Capability> shown;

  Scenario(Capability... shown) {
    this.shown = List.of(shown);
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Plays it in a new folder, checks what lies on disk afterwards, and notes what was seen. */
  Said play(EditorProgram editor, Conformance seen, Path folder) throws Exception {
    Said said = this == REAL ? real(editor, folder) : toy(editor, folder);
    for (Capability capability : shown) {
      Optional<String> instead = said.instead(capability);
      if (instead.isPresent()) {
        seen.fallsBack(capability, instead.get());
      } else {
        seen.works(capability);
      }
    }
    if (this == ACTION) {
      seen.version(said.line("VERSION"));
      seen.attach(said.times("attach").getFirst());
      seen.actionLists(said.times("list"));
      seen.apply(said.times("apply").getFirst());
    }
    return said;
  }

  /** The files of a scenario with the toy agent, and what its script is told. */
  Map<String, String> toyFiles(Path folder) throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(project.resolve(".git"));
    Path outside = Files.createDirectories(folder.resolve("outside")).resolve("B.java");
    Files.writeString(outside, CODE);
    Path file =
        switch (this) {
          case TEST, LENS, TRUST -> Files.writeString(project.resolve("ToyTest.java"), TEST_CODE);
          case CRLF -> Files.writeString(project.resolve("A.java"), CODE.replace("\n", "\r\n"));
          case TWO ->
              Files.writeString(project.resolve("A.java"), CODE.replace("c = 3", "c = BUG"));
          case UNSAVED ->
              Files.writeString(project.resolve("A.java"), CODE.replace("BUG", "12345"));
          default -> Files.writeString(project.resolve("A.java"), CODE);
        };
    Path go = folder.resolve("go");
    return Map.of(
        "STEPWISE_SCENARIO", id(),
        "STEPWISE_FILE", file.toString(),
        "STEPWISE_OTHER", outside.toString(),
        "STEPWISE_GO", go.toString(),
        "STEPWISE_PATIENCE", System.getenv().getOrDefault("STEPWISE_PATIENCE", "60000"),
        "STEPWISE_CLIENTS", Path.of("..", "clients").toAbsolutePath().normalize().toString(),
        "STEPWISE_COMMAND", String.join("\u001f", TestServers.toy(go)),
        "STEPWISE_LINTER", String.join("\u001f", TestServers.linter()));
  }

  private Said toy(EditorProgram editor, Path folder) throws Exception {
    Map<String, String> environment = toyFiles(folder);
    Said said = editor.run(environment);
    checkDisk(Files.readString(Path.of(environment.get("STEPWISE_FILE"))));
    return said;
  }

  /** Scripts save at their end, except that of UNSAVED. */
  void checkDisk(String text) {
    switch (this) {
      case CRLF -> assertThat(text).isEqualTo(CODE.replace("BUG", "FIXED").replace("\n", "\r\n"));
      case ACTION -> assertThat(text).isEqualTo(CODE.replace("BUG", "FIXED"));
      case TWO ->
          assertThat(text).isEqualTo(CODE.replace("BUG", "FIXED").replace("c = 3", "c = FIXED"));
      case UNSAVED -> assertThat(text).isEqualTo(CODE.replace("BUG", "12345"));
      case ALTERNATIVES -> assertThat(text).isEqualTo(CODE.replace("BUG", "FIXED2"));
      case CANCEL, WORDS, OUTSIDE -> assertThat(text).isEqualTo(CODE);
      case TRUST -> assertThat(text).isEqualTo(TEST_CODE);
      case TEST, LENS -> assertThat(text).isEqualTo(TEST_CODE.replace("BUG", "FIXED"));
      default -> assertThat(text).doesNotContain("\r");
    }
  }

  private Said real(EditorProgram editor, Path folder) throws Exception {
    Path project = ExampleCopy.of("library", folder);
    Path test = project.resolve("src/test/java/library/LateFeeTest.java");
    Map<String, String> environment = new HashMap<>(toyFiles(folder.resolve("toy")));
    environment.put("STEPWISE_FILE", test.toString());
    environment.put("STEPWISE_PATIENCE", "300000");
    environment.put("STEPWISE_COMMAND", String.join("\u001f", TestServers.real()));
    Said said = editor.run(environment);
    checkPasses(project);
    return said;
  }

  /** Fails unless LateFeeTest.lastDay of a copy of the example library passes. */
  static void checkPasses(Path project) {
    try (Workbench workbench =
        Workbenches.open(
            project, Map.of(), WorkbenchOptions.DEFAULT.withUnsandboxed(true), ENOUGH)) {
      Compilation now = workbench.compile(List.of(Variant.UNCHANGED), ENOUGH).getFirst();
      TestId id = workbench.resolve(TestId.parse("library.LateFeeTest#lastDay"));
      var run = workbench.run(now, List.of(id), ENOUGH);
      assertThat(run.passed()).as("%s %s", run, now).isTrue();
    }
  }
}
