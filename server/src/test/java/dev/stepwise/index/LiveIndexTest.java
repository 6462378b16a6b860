package dev.stepwise.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveIndexTest {
  private final Gate gate = new Gate();
  @TempDir Path folder;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @Test
  void followsTypingAndFiles() throws Exception {
    Path root = Files.createDirectories(folder.resolve("w"));
    Path file = root.resolve("A.java");
    Files.writeString(file, "class A { void old() {} }");
    try (LiveIndex live = open(root)) {
      live.built().get(20, TimeUnit.SECONDS);
      assertThat(live.lookup().definitions("old")).hasSize(1);
      for (int i = 0; i < 50; i++) {
        live.textChanged(file, "class A { void typed" + i + "() {} }");
      }
      await(() -> live.lookup().definitions("typed49").size() == 1);
      assertThat(live.lookup().definitions("typed48")).isEmpty();
      live.documentClosed(file);
      await(() -> live.lookup().definitions("old").size() == 1);
      Files.writeString(file, "class A { void saved() {} }");
      live.filesChanged(List.of(file));
      await(() -> live.lookup().definitions("saved").size() == 1);
    }
    assertThat(log).isEmpty();
  }

  @Test
  void watchesByItself() throws Exception {
    Path root = Files.createDirectories(folder.resolve("w"));
    try (LiveIndex live = open(root)) {
      live.built().get(20, TimeUnit.SECONDS);
      live.watch();
      Path deep = Files.createDirectories(root.resolve("a/b/c"));
      Files.writeString(deep.resolve("B.java"), "class B { void deep() {} }");
      await(() -> live.lookup().definitions("deep").size() == 1);
      Files.writeString(deep.resolve("B.java"), "class B { void deeper() {} }");
      await(() -> live.lookup().definitions("deeper").size() == 1);
      Files.move(root.resolve("a"), root.resolve("z"));
      await(
          () ->
              live.lookup().definitions("deeper").stream()
                  .allMatch(symbol -> symbol.path().equals("z/b/c/B.java")));
      for (int i = 0; i < 300; i++) {
        Files.writeString(root.resolve("F" + i + ".java"), "class F" + i + " {}");
      }
      await(() -> live.lookup().definitions("F299").size() == 1);
      await(() -> live.lookup().definitions("F0").size() == 1);
    }
    assertThat(log).isEmpty();
  }

  /** A build stands back as long as the gate is closed; then it goes on. */
  @Test
  void standsBackWhileSomebodyWaits() throws Exception {
    Path root = Files.createDirectories(folder.resolve("w"));
    for (int i = 0; i < 40; i++) {
      Files.writeString(root.resolve("F" + i + ".java"), "class F" + i + " {}");
    }
    Gate shut = new Gate(Duration.ofHours(1));
    shut.close();
    shut.close();
    shut.open();
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    try (LiveIndex live =
        new LiveIndex(root, folder.resolve("cache"), shut, (n, all) -> done.add(n), log::add)) {
      await(
          () ->
              Thread.getAllStackTraces().entrySet().stream()
                  .filter(e -> e.getKey().getName().startsWith("index-"))
                  .anyMatch(e -> Stream.of(e.getValue()).anyMatch(LiveIndexTest::isGate)));
      assertThat(done).isEmpty();
      shut.open();
      live.built().get(20, TimeUnit.SECONDS);
      assertThat(done).hasSize(40);
      assertThat(live.lookup().definitions("F39")).hasSize(1);
    }
    assertThat(log).isEmpty();
  }

  private static boolean isGate(StackTraceElement frame) {
    return frame.getClassName().equals(Gate.class.getName());
  }

  /** Whoever is never answered does not stop everything. */
  @Test
  void doesNotStandBackForever() throws Exception {
    Path root = Files.createDirectories(folder.resolve("w"));
    Files.writeString(root.resolve("A.java"), "class A {}");
    gate.close();
    try (LiveIndex live = open(root)) {
      live.built().get(20, TimeUnit.SECONDS);
      assertThat(live.lookup().definitions("A")).hasSize(1);
    }
    assertThat(gate.isClosed()).isTrue();
  }

  private LiveIndex open(Path root) {
    return new LiveIndex(root, folder.resolve("cache"), gate, IndexListener.NONE, log::add);
  }

  /** Asks until the answer is yes; the test fails if it never is. */
  private static void await(BooleanSupplier condition) throws IOException {
    CompletableFuture<Boolean> met =
        CompletableFuture.supplyAsync(
            () -> {
              while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
                Thread.yield();
              }
              return true;
            });
    try {
      assertThat(met.get(20, TimeUnit.SECONDS)).isTrue();
    } catch (TimeoutException | InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IOException("never happened", e);
    }
  }
}
