package dev.stepwise.editors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.cli.ExampleCopy;
import dev.stepwise.lsp.Capability;
import dev.stepwise.lsp.Conformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Helix in a terminal without a screen, with the languages.toml of clients/helix. */
@Tag("slow")
class HelixTest {
  @TempDir Path folder;
  private final Conformance seen = new Conformance("Helix");
  private final List<Tmux> open = new ArrayList<>();
  private Path file = Path.of("");
  private Map<String, String> files = Map.of();

  /** Starts Helix on a scenario's file; the linter stands before Stepwise as jdtls would. */
  private Tmux helix(Scenario scenario, List<String> server, String options) throws Exception {
    Path unpacked = EditorProgram.cache().resolve("debian-trixie");
    List<String> hx =
        EditorProgram.onPath("hx")
            .map(p -> List.of(p.toString()))
            .orElse(List.of(unpacked.resolve("run").toString(), "hx"));
    Assumptions.assumeTrue(Files.isExecutable(Path.of(hx.getFirst())), "no Helix is installed");
    Assumptions.assumeTrue(EditorProgram.onPath("tmux").isPresent(), "no tmux is installed");
    if (files.isEmpty()) {
      files = scenario.toyFiles(folder);
      file = Path.of(files.get("STEPWISE_FILE"));
    }
    Path config = Files.createDirectories(folder.resolve("config/helix"));
    String pasted =
        Files.readString(Path.of("..", "clients", "helix", "languages.toml"))
            .replace("command = \"stepwise\"", "command = " + quoted(server.getFirst()))
            .replace("args = [\"serve\"]", "args = " + array(server.subList(1, server.size())))
            .replaceFirst("\\[\\[language]]", Matcher.quoteReplacement(options + "\n[[language]]"));
    boolean linter = scenario == Scenario.FOREIGN;
    List<String> other = TestServers.linter();
    Files.writeString(
        config.resolve("languages.toml"),
        linter
            ? pasted.replace("\"jdtls\"", "\"linter\"")
                + "\n[language-server.linter]\ncommand = "
                + quoted(other.getFirst())
                + "\nargs = "
                + array(other.subList(1, other.size()))
            : pasted.replace("\"jdtls\", ", ""));
    Files.writeString(
        config.resolve("config.toml"),
        "[editor.lsp]\ndisplay-messages = true\ndisplay-progress-messages = true\n");
    List<String> command = new ArrayList<>(hx);
    command.add(file.toString());
    Tmux tmux =
        new Tmux(
            "stepwise-" + ProcessHandle.current().pid() + "-" + scenario.id(),
            file.getParent(),
            Map.of(
                "XDG_CONFIG_HOME", folder.resolve("config").toString(),
                "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                "STEPWISE_CACHE", EmacsTest.stepwiseCache().toString(),
                "LC_ALL", "C.UTF-8",
                "TERM", "xterm-256color"),
            command);
    open.add(tmux);
    return tmux;
  }

  private Tmux toy(Scenario scenario, String settings) throws Exception {
    return helix(
        scenario,
        TestServers.toy(folder.resolve("go")),
        settings.isEmpty() ? "" : "[language-server.stepwise.config]\n" + settings);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String array(List<String> all) {
    return all.stream().map(HelixTest::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  @AfterEach
  void close() throws Exception {
    for (Tmux tmux : open) {
      tmux.close();
    }
  }

  private void go() throws IOException {
    Files.writeString(folder.resolve("go"), "");
  }

  private static void command(Tmux tmux, String text) throws Exception {
    tmux.press("Escape");
    tmux.press("Escape");
    tmux.type(":" + text);
    tmux.press("Enter");
  }

  /** Opens the code actions of a line and takes the first; returns how long the list took. */
  private static double act(Tmux tmux, int line) throws Exception {
    tmux.press("Escape");
    tmux.type(line + "G");
    tmux.await(":" + line + " cursor", s -> s.contains(" " + line + ":1"));
    tmux.type(" a");
    double millis = tmux.await("Stepwise: ");
    tmux.press("Enter");
    tmux.await("closed menu", s -> !s.contains("Stepwise: fix") && !s.contains("Stepwise: make"));
    return millis;
  }

  /** How long the list of a line's code actions takes to show, ten times. */
  private static List<Double> lists(Tmux tmux, int line) throws Exception {
    List<Double> millis = new ArrayList<>();
    tmux.press("Escape");
    tmux.type(line + "G");
    tmux.await(":" + line + " cursor", s -> s.contains(" " + line + ":1"));
    for (int i = 0; i < 10; i++) {
      tmux.type(" a");
      millis.add(tmux.await("Stepwise: fix"));
      tmux.press("Escape");
      tmux.await("closed menu", s -> !s.contains("Stepwise: fix"));
    }
    return millis;
  }

  private static double diagnosed(Tmux tmux, int count) throws Exception {
    return tmux.await("diagnostics", s -> s.contains("● " + count + " "));
  }

  private static boolean fixed(String screen) {
    return screen.contains("FIXED") && !screen.contains("BUG");
  }

  private void save(Tmux tmux, Scenario scenario) throws Exception {
    String before = Files.readString(file);
    command(tmux, "w");
    tmux.await("written file", s -> !s.contains("[+]") && changed(before));
    scenario.checkDisk(Files.readString(file));
  }

  private boolean changed(String before) {
    try {
      return !Files.readString(file).equals(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fixesFromItsCodeActions() throws Exception {
    long began = System.nanoTime();
    Tmux tmux = toy(Scenario.ACTION, "");
    diagnosed(tmux, 1);
    double attach = (System.nanoTime() - began) / 1e6;
    List<Double> lists = lists(tmux, 4);
    act(tmux, 4);
    tmux.await("verify: compile and test");
    lists.addAll(lists(tmux, 4));
    go();
    long gone = System.nanoTime();
    tmux.await("fix", HelixTest::fixed);
    seen.attach(attach).actionLists(lists).apply((System.nanoTime() - gone) / 1e6);
    save(tmux, Scenario.ACTION);
    Path hx = EditorProgram.cache().resolve("debian-trixie/run");
    Process version = new ProcessBuilder(hx.toString(), "hx", "--version").start();
    seen.version(new String(version.getInputStream().readAllBytes()).strip().replace("helix ", ""))
        .works(Capability.ATTACH)
        .works(Capability.ACTION)
        .works(Capability.PROGRESS)
        .works(Capability.UNICODE)
        .fallsBack(Capability.PREVIEW, "applied at once, since Helix cannot ask; `u` takes it back")
        .fallsBack(Capability.LENS, "no lenses in Helix; `Space a` inside the test")
        .notPossible(Capability.ALTERNATIVES, "Helix cannot ask; the first is applied");
  }

  @Test
  void fixesWhatAnotherServerReports() throws Exception {
    Tmux tmux = toy(Scenario.FOREIGN, "");
    tmux.await("both servers", s -> s.contains("● 1 ● 1") || s.contains("▲ 1"));
    go();
    act(tmux, 4);
    tmux.await("fix", HelixTest::fixed);
    seen.works(Capability.FOREIGN);
  }

  @Test
  void fixesTheTestAtTheCursor() throws Exception {
    Tmux tmux = toy(Scenario.TEST, "diagnostics = \"off\"");
    tmux.await("void works");
    go();
    awaitServer(tmux);
    tmux.await("list", s -> press(tmux, s));
    tmux.press("Enter");
    tmux.await("fix", HelixTest::fixed);
    save(tmux, Scenario.TEST);
    seen.works(Capability.TEST);
  }

  @Test
  void runsNoTestsWhereTheUserSaysSo() throws Exception {
    Tmux tmux = toy(Scenario.TRUST, "diagnostics = \"off\"\nrunTests = false");
    tmux.await("void works");
    go();
    tmux.await("list", s -> press(tmux, s));
    tmux.press("Enter");
    tmux.await("tests may not be run");
    Scenario.TRUST.checkDisk(Files.readString(file));
    seen.fallsBack(Capability.TRUST, "no restricted mode in Helix; the setting `runTests`, off");
  }

  /** Without diagnostics nothing on the screen tells that the server is there: ask until it is. */
  private static boolean press(Tmux tmux, String screen) {
    try {
      if (screen.contains("Stepwise: make ToyTest.works pass")) {
        return true;
      }
      tmux.press("Escape");
      tmux.type("3G a");
      return false;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitServer(Tmux tmux) throws Exception {
    tmux.await("NOR");
  }

  @Test
  void showsTheTrace() throws Exception {
    Tmux tmux = toy(Scenario.WORDS, "");
    diagnosed(tmux, 1);
    go();
    act(tmux, 4);
    tmux.await("fix", HelixTest::fixed);
    command(tmux, "lsp-workspace-command stepwise.trace");
    tmux.await("fix-1.md");
    seen.fallsBack(Capability.TRACE, "a message names the file to open")
        .notPossible(Capability.WORDS, "`:lsp-workspace-command` takes no arguments");
  }

  @Test
  void cancels() throws Exception {
    Tmux tmux = toy(Scenario.CANCEL, "");
    diagnosed(tmux, 1);
    act(tmux, 4);
    tmux.await("verify: compile and test");
    command(tmux, "lsp-workspace-command stepwise.cancel");
    tmux.await("cancelled");
    go();
    assertThat(tmux.screen()).contains("BUG");
    seen.works(Capability.CANCEL);
  }

  @Test
  void mergesTypingAndRefusesInTheFixsLine() throws Exception {
    Tmux tmux = toy(Scenario.TYPING, "");
    diagnosed(tmux, 1);
    act(tmux, 4);
    tmux.await("verify: compile and test");
    tmux.type("ggO// typed while it worked: 漢字 😀");
    tmux.press("Escape");
    tmux.await("typed while it worked");
    go();
    tmux.await("fix", HelixTest::fixed);
    assertThat(tmux.screen()).contains("// typed while it worked: 漢字 😀");
    seen.works(Capability.TYPING);
  }

  @Test
  void refusesWhereTheUserTyped() throws Exception {
    Tmux tmux = toy(Scenario.CONFLICT, "");
    diagnosed(tmux, 1);
    act(tmux, 4);
    tmux.await("verify: compile and test");
    tmux.type("4GA mine BUG");
    tmux.press("Escape");
    tmux.type("4Gxd");
    tmux.type("Oint mine = BUG + 1");
    tmux.press("Escape");
    go();
    tmux.await("where the fix would");
    assertThat(tmux.screen()).contains("int mine = BUG + 1");
    seen.works(Capability.CONFLICT);
  }

  @Test
  void runsTwoFixesAtOnce() throws Exception {
    Tmux tmux = toy(Scenario.TWO, "");
    diagnosed(tmux, 2);
    act(tmux, 4);
    tmux.await("verify: compile and test");
    act(tmux, 7);
    go();
    tmux.await("both fixes", HelixTest::fixed);
    save(tmux, Scenario.TWO);
    seen.works(Capability.TWO);
  }

  @Test
  void keepsCrLf() throws Exception {
    Tmux tmux = toy(Scenario.CRLF, "");
    diagnosed(tmux, 1);
    go();
    act(tmux, 4);
    tmux.await("fix", HelixTest::fixed);
    save(tmux, Scenario.CRLF);
    seen.works(Capability.CRLF);
  }

  @Test
  void fixesWhatWasNeverSaved() throws Exception {
    Tmux tmux = toy(Scenario.UNSAVED, "");
    tmux.await("12345");
    awaitServer(tmux);
    command(tmux, "%s/x/x/");
    tmux.press("Escape");
    tmux.type("4Gxd");
    tmux.type("Oint é = BUG; // 😀");
    tmux.press("Escape");
    diagnosed(tmux, 1);
    go();
    act(tmux, 4);
    tmux.await("fix", HelixTest::fixed);
    Scenario.UNSAVED.checkDisk(Files.readString(file));
    seen.works(Capability.UNSAVED);
  }

  @Test
  void fixesFilesOutsideTheWorkspace() throws Exception {
    Tmux tmux = toy(Scenario.OUTSIDE, "");
    diagnosed(tmux, 1);
    command(tmux, "open " + files.get("STEPWISE_OTHER"));
    tmux.await("B.java");
    diagnosed(tmux, 1);
    go();
    act(tmux, 4);
    tmux.await("fix", HelixTest::fixed);
    Scenario.OUTSIDE.checkDisk(Files.readString(file));
    seen.works(Capability.OUTSIDE);
  }

  @Test
  void startsAKilledServerAgain() throws Exception {
    Tmux tmux = toy(Scenario.RESTART, "");
    diagnosed(tmux, 1);
    String mark = folder.resolve("go").toString();
    List<ProcessHandle> servers =
        ProcessHandle.allProcesses()
            .filter(p -> p.info().command().orElse("").endsWith("java"))
            .filter(p -> commandLine(p).contains(mark))
            .toList();
    assertThat(servers).hasSize(1);
    servers.getFirst().destroyForcibly();
    command(tmux, "lsp-restart");
    diagnosed(tmux, 1);
    go();
    tmux.await("list", s -> pressFix(tmux, s));
    tmux.press("Enter");
    tmux.await("fix", HelixTest::fixed);
    seen.works(Capability.RESTART);
  }

  /** Longer ones than the process API tells. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  private static boolean pressFix(Tmux tmux, String screen) {
    try {
      if (screen.contains("Stepwise: fix")) {
        return true;
      }
      tmux.press("Escape");
      tmux.type("4G a");
      return false;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void makesAFailingTestPassWithTheRealModel() throws Exception {
    Path project = ExampleCopy.of("library", folder);
    file = project.resolve("src/test/java/library/LateFeeTest.java");
    files = Map.of("STEPWISE_FILE", file.toString());
    Tmux tmux =
        helix(
            Scenario.REAL,
            TestServers.real(),
            "[language-server.stepwise.config]\nallowUnsandboxed = true\nbudgetSeconds = 300\n");
    tmux.await("void lastDay");
    tmux.await("list", s -> pressTest(tmux, s));
    tmux.press("Enter");
    Path fixed = project.resolve("src/main/java/library/LateFee.java");
    String before = Files.readString(fixed);
    long deadline = System.nanoTime() + 300_000_000_000L;
    while (Files.readString(fixed).equals(before)) {
      assertThat(System.nanoTime()).as(tmux.screen()).isLessThan(deadline);
      // The file is not open: Helix opens it, and saving all writes it.
      command(tmux, "wa");
      tmux.await("NOR");
    }
    Scenario.checkPasses(project);
    seen.works(Capability.REAL);
  }

  private static boolean pressTest(Tmux tmux, String screen) {
    try {
      if (screen.contains("Stepwise: make LateFeeTest.lastDay pass")) {
        return true;
      }
      tmux.press("Escape");
      tmux.type("18G a");
      return false;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
