package dev.stepwise.model.catalogue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Serves one file under every path, with ranges or without, and can break off. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final boolean ranges;

  /** What was asked for: the value of each request's Range header. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** The Authorization headers seen. */
  final List<String> authorisations = new CopyOnWriteArrayList<>();

  /** Bytes that may still be sent before connections break off. */
  final AtomicLong allowance = new AtomicLong(Long.MAX_VALUE);

  /** Bytes that are sent before every connection stands still until the server is closed. */
  final AtomicLong stall = new AtomicLong(Long.MAX_VALUE);

  private final CountDownLatch closed = new CountDownLatch(1);

  final AtomicLong sent = new AtomicLong();

  volatile byte[] content;
  volatile String etag = "\"1\"";
  volatile String redirect = "";

  FileServer(byte[] content, boolean ranges) throws IOException {
    this.content = content;
    this.ranges = ranges;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(executor);
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(String.valueOf(range));
    String authorisation = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorisation != null) {
      authorisations.add(authorisation);
    }
    if (exchange.getRequestURI().getPath().equals("/missing")) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    if (!redirect.isEmpty()) {
      exchange.getResponseHeaders().set("Location", redirect);
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
      return;
    }
    int from = 0;
    int to = content.length;
    String guard = exchange.getRequestHeaders().getFirst("If-Range");
    boolean partial = ranges && range != null && (guard == null || guard.equals(etag));
    if (partial) {
      String[] bounds = range.substring("bytes=".length()).split("-");
      from = Integer.parseInt(bounds[0]);
      to = Integer.parseInt(bounds[1]) + 1;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, content.length));
    }
    exchange.getResponseHeaders().set("ETag", etag);
    exchange.sendResponseHeaders(partial ? 206 : 200, to - from);
    OutputStream out = exchange.getResponseBody();
    while (from < to) {
      int n = (int) Math.min(Math.min(1 << 14, to - from), Math.max(0, allowance.get()));
      if (n <= 0 || allowance.addAndGet(-n) < 0) {
        throw new IOException("broken off on purpose");
      }
      if (sent.get() >= stall.get()) {
        await();
      }
      out.write(content, from, n);
      sent.addAndGet(n);
      from += n;
    }
    exchange.close();
  }

  private void await() throws IOException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new IOException("closed", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
    executor.close();
  }
}
