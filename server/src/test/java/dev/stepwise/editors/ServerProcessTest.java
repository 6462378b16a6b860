package dev.stepwise.editors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the server's process ends, with clients that send bytes and nothing else. */
@Tag("slow")
class ServerProcessTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  private Process start() throws IOException {
    return new ProcessBuilder(TestServers.toy(folder.resolve("go")))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void send(Process server, String... messages) throws IOException {
    OutputStream out = server.getOutputStream();
    for (String message : messages) {
      byte[] body = message.getBytes(StandardCharsets.UTF_8);
      out.write(
          "Content-Length: %d\r\n\r\n".formatted(body.length).getBytes(StandardCharsets.UTF_8));
      out.write(body);
    }
    out.flush();
  }

  private static String initialize(String processId) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
        + "{\"processId\":%s,\"rootUri\":null,\"capabilities\":{}}}".formatted(processId);
  }

  /** Reads until the text was said. */
  private static String await(Process server, String text) throws IOException {
    InputStream in = server.getInputStream();
    StringBuilder said = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      said.append((char) next);
      if (said.toString().endsWith(text)) {
        return said.toString();
      }
    }
    throw new AssertionError("no " + text + " in " + said);
  }

  private static void ends(Process server, int code) throws InterruptedException {
    try {
      assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
      assertThat(server.exitValue()).isEqualTo(code);
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void endsWhenToldThoughItsInputStaysOpen() throws Exception {
    Process server = start();
    send(server, initialize("null"), "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}");
    await(server, "\"id\":2,\"result\":{}}");
    send(server, "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
    ends(server, 0);
  }

  @Test
  void endsWithTheProcessItServes() throws Exception {
    Process client = new ProcessBuilder(List.of("sleep", "600")).start();
    Process server = start();
    send(server, initialize(String.valueOf(client.pid())));
    await(server, "\"version\":\"0.1.0\"}}}");
    client.destroyForcibly();
    ends(server, 0);
  }

  @Test
  void endsWithItsInput() throws Exception {
    Process server = start();
    send(server, initialize("null"));
    await(server, "\"version\":\"0.1.0\"}}}");
    server.getOutputStream().close();
    ends(server, 1);
  }

  @Test
  void survivesWhatItDoesNotKnow() throws Exception {
    Process server = start();
    send(
        server,
        initialize("null"),
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"textDocument/ofTheFuture\",\"params\":{}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"$/ofTheFuture\",\"params\":[1]}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"three\",\"method\":\"textDocument/codeAction\",\"params\":"
            + "{\"textDocument\":{\"uri\":\"file:///A.java\"},\"range\":{\"start\":"
            + "{\"line\":0,\"character\":0},\"end\":{\"line\":0,\"character\":0}},\"context\":"
            + "{\"triggerKind\":99,\"only\":[null,\"quickfix\"],\"diagnostics\":[{\"range\":"
            + "{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":0,\"character\":1}},"
            + "\"message\":\"m\",\"severity\":77,\"tags\":[55]}]}}}");
    assertThat(await(server, "\"code\":-32601,")).contains("\"id\":2");
    assertThat(await(server, "\"Stepwise: fix \\u0027m\\u0027\"")).contains("\"id\":\"three\"");
    server.getOutputStream().close();
    ends(server, 1);
  }
}
