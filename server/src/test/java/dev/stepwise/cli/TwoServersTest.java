package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two language servers, as two editors start them, with real weights in one host. */
@Tag("slow")
class TwoServersTest {
  private static final String FILE = "src/main/java/broken/Receipt.java";
  private static final int LINE = 17;
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @TempDir Path folder;
  private final List<Process> servers = new ArrayList<>();
  private final List<Long> hosts = new ArrayList<>();

  @AfterEach
  void leaveNoProcessBehind() throws IOException {
    hostFiles().forEach(file -> hosts.add(pid(file)));
    servers.forEach(Process::destroyForcibly);
    hosts.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** What one editor sees. */
  private static final class Client implements LanguageClient {
    final CompletableFuture<ApplyWorkspaceEditParams> applied = new CompletableFuture<>();
    final CompletableFuture<Boolean> proposing = new CompletableFuture<>();

    @Override
    public CompletableFuture<ApplyWorkspaceEditResponse> applyEdit(ApplyWorkspaceEditParams edit) {
      applied.complete(edit);
      return CompletableFuture.completedFuture(new ApplyWorkspaceEditResponse(true));
    }

    @Override
    public CompletableFuture<Void> createProgress(WorkDoneProgressCreateParams params) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void notifyProgress(ProgressParams params) {
      if (String.valueOf(params.getValue()).contains("propose: ")) {
        proposing.complete(true);
      }
    }

    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {}

    @Override
    public void showMessage(MessageParams message) {
      System.out.println("shown: " + message.getMessage());
    }

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams ask) {
      System.out.println("asked: " + ask.getMessage());
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void logMessage(MessageParams message) {}
  }

  /** A running server and the editor that talks to it. */
  private record Editor(Process process, LanguageServer server, Client client, Path workspace) {
    void fix() throws Exception {
      String uri = workspace.resolve(FILE).toUri().toString();
      Range range = new Range(new Position(LINE, 14), new Position(LINE, 21));
      Map<String, Object> order =
          Map.of(
              "kind",
              "diagnostic",
              "uri",
              uri,
              "range",
              range,
              "code",
              "compiler.err.cant.resolve.location.args",
              "message",
              "cannot find symbol");
      server
          .getWorkspaceService()
          .executeCommand(new ExecuteCommandParams("stepwise.fix", List.of(order)))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    String edited() throws Exception {
      return client.applied.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getEdit().toString();
    }

    void leave() throws Exception {
      server.shutdown().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      server.exit();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
  }

  private Editor editor(String name) throws Exception {
    Path workspace = ExampleCopy.of("broken", Files.createDirectories(folder.resolve(name)));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx600m",
            "--enable-native-access=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED"));
    for (String property : List.of("stepwise.home", "stepwise.natives")) {
      String value = System.getProperty(property, "");
      if (!value.isEmpty()) {
        line.add("-D" + property + "=" + value);
      }
    }
    String classes = System.getProperty("java.class.path");
    line.addAll(List.of("-cp", classes.replace(File.pathSeparator.repeat(2), "")));
    line.addAll(List.of(Main.class.getName(), "serve"));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    builder.environment().put("STEPWISE_HOST_IDLE", "15");
    builder.environment().put("STEPWISE_THREADS", "1");
    builder.redirectError(folder.resolve(name + ".log").toFile());
    Process process = builder.start();
    servers.add(process);
    Client client = new Client();
    Launcher<LanguageServer> launcher =
        LSPLauncher.createClientLauncher(
            client, process.getInputStream(), process.getOutputStream());
    var _ = launcher.startListening();
    LanguageServer server = launcher.getRemoteProxy();
    InitializeParams params = new InitializeParams();
    params.setWorkspaceFolders(List.of(new WorkspaceFolder(workspace.toUri().toString(), name)));
    WorkspaceClientCapabilities can = new WorkspaceClientCapabilities();
    can.setApplyEdit(true);
    ClientCapabilities all = new ClientCapabilities();
    all.setWorkspace(can);
    WindowClientCapabilities window = new WindowClientCapabilities();
    window.setWorkDoneProgress(true);
    all.setWindow(window);
    params.setCapabilities(all);
    params.setInitializationOptions(
        Map.of("apply", "always", "producers", "model", "budgetSeconds", 300));
    server.initialize(params).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    server.initialized(new InitializedParams());
    return new Editor(process, server, client, workspace);
  }

  @Test
  void twoServersShareAHostSurviveItsDeathAndLetItGo() throws Exception {
    Editor one = editor("one");
    Editor two = editor("two");
    one.fix();
    two.fix();
    one.client().proposing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(hostFiles()).as("one host for both").hasSize(1);
    long first = pid(hostFiles().getFirst());
    hosts.add(first);
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    assertThat(one.edited()).contains(Path.of(FILE).getFileName().toString());
    assertThat(two.edited()).contains(Path.of(FILE).getFileName().toString());
    assertThat(hostFiles()).as("one new host for both").hasSize(1);
    long second = pid(hostFiles().getFirst());
    assertThat(second).as("a new host").isNotEqualTo(first);
    assertThat(ProcessHandle.of(second)).isPresent();
    one.leave();
    two.leave();
    await(() -> !alive(second) && hostFiles().isEmpty());
  }

  private List<Path> hostFiles() throws IOException {
    Path run = folder.resolve("stepwise");
    if (!Files.isDirectory(run)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(run)) {
      return files.filter(f -> f.getFileName().toString().matches("host-.*\\.json")).toList();
    }
  }

  private static long pid(Path hostFile) {
    try {
      return new ObjectMapper().readTree(hostFile.toFile()).path("pid").asLong();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
