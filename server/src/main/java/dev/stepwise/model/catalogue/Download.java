package dev.stepwise.model.catalogue;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One file over HTTP, in parallel ranges where the server has them. What arrived before an
 * interruption is kept and not fetched again, provided that the file on the server is the same.
 */
final class Download {
  private static final int WORKERS = 4;
  private static final int TRIES = 4;
  private static final int REDIRECTS = 6;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration STALL = Duration.ofSeconds(60);
  private static final int BLOCK = 1 << 16;

  private final Network network;
  private final HttpClient client;
  private final Progress progress;
  private final String what;
  private final Duration pause;
  private final AtomicLong done = new AtomicLong();

  Download(Network network, Progress progress, String what) {
    this(network, progress, what, PAUSE);
  }

  /**
   * @param pause before the first repetition of a failed request, doubled each time
   */
  Download(Network network, Progress progress, String what, Duration pause) {
    this.network = network;
    this.client = network.client();
    this.progress = progress;
    this.what = what;
    this.pause = pause;
  }

  /**
   * @throws IOException with one line for the user if the file cannot be had
   */
  void fetch(String url, Path target, Budget budget) throws IOException {
    URI address = network.mirrored(url);
    HttpResponse<InputStream> first = send(address, "bytes=0-0", "");
    try (InputStream body = first.body()) {
      if (first.statusCode() == 200) {
        long total = first.headers().firstValueAsLong("content-length").orElse(0);
        run(List.of(() -> whole(body, target, total)), budget);
        return;
      }
      if (first.statusCode() != 206) {
        throw new IOException(address.getHost() + " answered HTTP " + first.statusCode());
      }
    }
    Chunks chunks = Chunks.open(target, Identity.of(url, first));
    done.set(chunks.bytesDone());
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      List<Callable<Path>> work = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        work.add(
            () -> {
              for (int c = chunks.next(); c >= 0; c = chunks.next()) {
                chunk(address, chunks, c, out);
              }
              return target;
            });
      }
      run(work, budget);
    }
    chunks.finish();
  }

  /** What tells one version of a file on a server from another. */
  record Identity(String url, String version, long size) {
    static Identity of(String url, HttpResponse<?> response) throws IOException {
      String range = response.headers().firstValue("content-range").orElse("");
      if (!range.matches("bytes 0-0/\\d{1,18}")) {
        throw new IOException("the server's answer has no usable Content-Range");
      }
      String version =
          response
              .headers()
              .firstValue("etag")
              .or(() -> response.headers().firstValue("last-modified"))
              .orElse("");
      return new Identity(url, version, Long.parseLong(range.substring(range.indexOf('/') + 1)));
    }

    /** Weak tags cannot guard a range request; then the hash at the end is the guard. */
    String guard() {
      return version.startsWith("W/") ? "" : version;
    }
  }

  private void chunk(URI address, Chunks chunks, int number, FileChannel out) throws IOException {
    long at = chunks.start(number);
    long end = chunks.end(number);
    for (int attempt = 1; at < end; attempt++) {
      try {
        HttpResponse<InputStream> response =
            send(address, "bytes=" + at + "-" + (end - 1), chunks.identity().guard());
        try (InputStream in = response.body()) {
          if (response.statusCode() != 206) {
            throw new IOException(
                "HTTP " + response.statusCode() + " for a range; did the file change?");
          }
          byte[] block = new byte[BLOCK];
          for (int n = in.read(block); n >= 0 && at < end; n = in.read(block)) {
            int use = (int) Math.min(n, end - at);
            write(out, ByteBuffer.wrap(block, 0, use), at);
            at += use;
            count(use, chunks.identity().size());
          }
        }
      } catch (IOException e) {
        if (attempt == TRIES || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
      if (at < end) {
        if (attempt == TRIES) {
          throw new IOException("the connection to " + address.getHost() + " broke off");
        }
        LockSupport.parkNanos(pause.toNanos() << (attempt - 1));
      }
    }
    out.force(false);
    chunks.done(number);
  }

  private Path whole(InputStream in, Path target, long total) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      byte[] block = new byte[BLOCK];
      long at = 0;
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        write(out, ByteBuffer.wrap(block, 0, n), at);
        at += n;
        count(n, total);
      }
      if (total > 0 && at != total) {
        throw new IOException("the connection broke off");
      }
      return target;
    }
  }

  private void run(List<Callable<Path>> work, Budget budget) throws IOException {
    ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Path>> running = work.stream().map(workers::submit).toList();
      long lastBytes = done.get();
      long lastChange = System.nanoTime();
      for (Future<Path> worker : running) {
        while (!finished(worker)) {
          budget.checkCancelled();
          if (done.get() != lastBytes) {
            lastBytes = done.get();
            lastChange = System.nanoTime();
          } else if (System.nanoTime() - lastChange > STALL.toNanos()) {
            throw new IOException("nothing arrived for " + STALL.toSeconds() + " seconds");
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      workers.shutdownNow();
      workers.close();
    }
  }

  private static boolean finished(Future<Path> worker) throws IOException, InterruptedException {
    try {
      worker.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException io
          ? io
          : new IOException(cause == null ? "failed" : String.valueOf(cause.getMessage()), cause);
    }
  }

  private HttpResponse<InputStream> send(URI start, String range, String guard) throws IOException {
    URI address = start;
    for (int i = 0; i < REDIRECTS; i++) {
      HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Range", range);
      if (!guard.isEmpty()) {
        request.header("If-Range", guard);
      }
      network.token(address).ifPresent(t -> request.header("Authorization", "Bearer " + t));
      HttpResponse<InputStream> response = send(request.build());
      String location = response.headers().firstValue("location").orElse("");
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      response.body().close();
      address = address.resolve(location);
    }
    throw new IOException(start.getHost() + " redirects without end");
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    String host = request.uri().getHost();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpConnectTimeoutException | ConnectException e) {
      throw new IOException(host + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void count(int bytes, long total) {
    progress.bytes(what, done.addAndGet(bytes), total);
  }

  private static void write(FileChannel out, ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += out.write(bytes, position);
    }
  }
}
