package dev.stepwise.lsp;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.Diagnostic;

/**
 * Whether another Java server evidently serves the same editor, so that ours keeps its diagnostics
 * to itself. Evidence: a process below the editor's that is such a server; a diagnostic of one in a
 * code action request; or a client that is a Java IDE. Once seen, it holds for the session.
 */
final class OtherServers {
  private static final List<String> COMMANDS =
      List.of(
          "org.eclipse.jdt.ls",
          "jdtls",
          "java-language-server",
          "org.javacs.main",
          "nbcode",
          "georgewfraser");
  private static final List<String> SOURCES = List.of("java", "jdtls", "javac", "javacs");
  private static final long PAUSE_NANOS = 5_000_000_000L;

  private final Optional<ProcessHandle> editor;
  private volatile boolean seen;
  private volatile long lookedAt = System.nanoTime() - PAUSE_NANOS;

  /**
   * @param clientName as the client gives it, empty where it does not
   * @param editor the process that started the servers
   */
  OtherServers(String clientName, Optional<ProcessHandle> editor) {
    this.editor = editor;
    this.seen =
        Stream.of("intellij", "jetbrains", "eclipse")
            .anyMatch(clientName.toLowerCase(Locale.ROOT)::contains);
  }

  /** Learns from the diagnostics that a client sends along; answers whether that was news. */
  boolean learn(CodeActionContext context) {
    boolean before = seen;
    seen |=
        Objects.requireNonNullElse(context.getDiagnostics(), List.<Diagnostic>of()).stream()
            .filter(Objects::nonNull)
            .map(Diagnostic::getSource)
            .filter(Objects::nonNull)
            .anyMatch(source -> SOURCES.contains(source.toLowerCase(Locale.ROOT)));
    return seen && !before;
  }

  /** Takes some milliseconds at most every five seconds. */
  boolean evident() {
    long now = System.nanoTime();
    if (!seen && now - lookedAt >= PAUSE_NANOS) {
      lookedAt = now;
      seen = editor.stream().flatMap(ProcessHandle::descendants).anyMatch(OtherServers::isServer);
    }
    return seen;
  }

  private static boolean isServer(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    String[] arguments = info.arguments().orElse(new String[0]);
    return process.pid() != ProcessHandle.current().pid()
        && Stream.concat(info.command().stream(), Stream.of(arguments))
            .anyMatch(a -> COMMANDS.stream().anyMatch(a::contains));
  }
}
