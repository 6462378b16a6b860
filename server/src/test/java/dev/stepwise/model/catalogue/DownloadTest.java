package dev.stepwise.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final int SIZE = (20 << 20) + 12345;
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));

  @TempDir Path folder;

  @Test
  void fetchesInParallelRanges() throws IOException {
    byte[] content = random(SIZE);
    try (FileServer server = new FileServer(content, true)) {
      fetch(server.url("/file"), BUDGET);
      assertThat(target()).hasBinaryContent(content);
      assertThat(server.requests).hasSize(4).contains("bytes=0-0", "bytes=0-8388607");
      assertThat(folder.toFile().list()).containsExactly("file");
    }
  }

  @Test
  void fetchesFromServersWithoutRanges() throws IOException {
    byte[] content = random(SIZE);
    try (FileServer server = new FileServer(content, false)) {
      fetch(server.url("/file"), BUDGET);
      assertThat(target()).hasBinaryContent(content);
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void fetchesAnEmptyFile() throws IOException {
    try (FileServer server = new FileServer(new byte[0], false)) {
      fetch(server.url("/file"), BUDGET);
      assertThat(target()).isEmptyFile();
    }
  }

  @Test
  void goesOnWhereItBrokeOff() throws IOException {
    byte[] content = random(SIZE);
    try (FileServer server = new FileServer(content, true)) {
      server.allowance.set(17 << 20);
      assertThatThrownBy(() -> fetch(server.url("/file"), BUDGET)).isInstanceOf(IOException.class);
      server.allowance.set(Long.MAX_VALUE);
      long before = server.sent.get();
      fetch(server.url("/file"), BUDGET);
      assertThat(target()).hasBinaryContent(content);
      assertThat(server.sent.get() - before).isLessThan(SIZE);
    }
  }

  @Test
  void startsOverWhenTheFileChanged() throws IOException {
    try (FileServer server = new FileServer(random(SIZE), true)) {
      server.allowance.set(17 << 20);
      assertThatThrownBy(() -> fetch(server.url("/file"), BUDGET)).isInstanceOf(IOException.class);
      server.allowance.set(Long.MAX_VALUE);
      byte[] changed = new byte[SIZE];
      server.content = changed;
      server.etag = "\"2\"";
      fetch(server.url("/file"), BUDGET);
      assertThat(target()).hasBinaryContent(changed);
    }
  }

  @Test
  void ignoresARecordThatWasCutOff() throws IOException {
    byte[] content = random(SIZE);
    try (FileServer server = new FileServer(content, true)) {
      server.allowance.set(17 << 20);
      assertThatThrownBy(() -> fetch(server.url("/file"), BUDGET)).isInstanceOf(IOException.class);
      Path record = folder.resolve("file.chunks");
      Files.writeString(record, Files.readAllLines(record).getFirst() + "\n1");
      server.allowance.set(Long.MAX_VALUE);
      fetch(server.url("/file"), BUDGET);
      assertThat(target()).hasBinaryContent(content);
    }
  }

  @Test
  void survivesConnectionsThatBreakAgainAndAgain() throws IOException {
    byte[] content = random(SIZE);
    try (FileServer server = new FileServer(content, true)) {
      AtomicLong refills = new AtomicLong();
      Progress refill =
          new Progress() {
            @Override
            public void bytes(String what, long done, long total) {
              // Fewer breaks than tries for one chunk.
              if (server.allowance.get() < 1 << 20 && refills.incrementAndGet() > 40) {
                server.allowance.set(5 << 20);
              }
            }

            @Override
            public void say(String line) {}
          };
      server.allowance.set(5 << 20);
      new Download(new Network(Map.of()), refill, "x", PAUSE)
          .fetch(server.url("/f"), target(), BUDGET);
      assertThat(target()).hasBinaryContent(content);
    }
  }

  @Test
  void followsRedirects() throws IOException {
    byte[] content = random(1000);
    try (FileServer storage = new FileServer(content, true);
        FileServer hub = new FileServer(new byte[0], true)) {
      hub.redirect = storage.url("/elsewhere");
      fetch(hub.url("/file"), BUDGET);
      assertThat(target()).hasBinaryContent(content);
    }
  }

  @Test
  void tellsOneLineWhenThereIsNoSuchFileOrServer() throws IOException {
    String closed;
    try (FileServer server = new FileServer(random(10), true)) {
      closed = server.url("/file");
      assertThatThrownBy(() -> fetch(server.url("/missing"), BUDGET))
          .hasMessage("127.0.0.1 answered HTTP 404");
      server.redirect = server.url("/again");
      assertThatThrownBy(() -> fetch(server.url("/file"), BUDGET))
          .hasMessage("127.0.0.1 redirects without end");
    }
    assertThatThrownBy(() -> fetch(closed, BUDGET)).hasMessage("127.0.0.1 cannot be reached");
  }

  @Test
  void stopsWhenCancelled() throws IOException {
    try (FileServer server = new FileServer(random(SIZE), true)) {
      server.stall.set(1 << 20);
      Budget cancelled = Budget.of(Duration.ofMinutes(1), () -> server.sent.get() >= 1 << 20);
      assertThatThrownBy(() -> fetch(server.url("/file"), cancelled))
          .isInstanceOf(CancellationException.class);
    }
  }

  private void fetch(String url, Budget budget) throws IOException {
    new Download(new Network(Map.of()), Progress.SILENT, "x", PAUSE).fetch(url, target(), budget);
  }

  private Path target() {
    return folder.resolve("file");
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
