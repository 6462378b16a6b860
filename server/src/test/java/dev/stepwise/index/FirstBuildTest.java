package dev.stepwise.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed and asked while a workspace is indexed for the first time. */
class FirstBuildTest {
  private static final int FILES = 12;
  private static final Budget LONG = Budget.of(Duration.ofMinutes(1));

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void files() throws IOException {
    root = Files.createDirectories(folder.resolve("w"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(
          root.resolve("F" + i + ".java"), "class F" + i + " { void onDisk" + i + "() {} }");
    }
  }

  @Test
  void typedTextIsNotOvertakenByTheFile() {
    List<String> wrong = new CopyOnWriteArrayList<>();
    try (ProjectIndex index = open("typed")) {
      IndexListener typing =
          (done, total) -> {
            for (int i = 0; i < FILES; i++) {
              index.overlay(file(i), "class F" + i + " { void typed" + i + "() {} }");
              int found = index.definitions("F" + i).size();
              if (found != 1 || index.definitions("typed" + i).size() != 1) {
                wrong.add("F" + i + " after " + done + ": " + found);
              }
            }
          };
      index.update(typing, LONG);
      assertThat(wrong).isEmpty();
      for (int i = 0; i < FILES; i++) {
        assertThat(index.definitions("onDisk" + i)).isEmpty();
        assertThat(index.definitions("typed" + i)).hasSize(1);
      }
    }
  }

  @Test
  void whatIsClosedAgainIsAsOnDisk() throws Exception {
    Map<String, List<String>> expected;
    try (ProjectIndex index = open("plain")) {
      index.update(IndexListener.NONE, LONG);
      expected = Fingerprint.of(index);
    }
    List<CompletableFuture<?>> closed = new CopyOnWriteArrayList<>();
    try (ProjectIndex index = open("closed")) {
      IndexListener typing =
          (done, total) -> {
            int i = done * 7 % FILES;
            index.overlay(file(i), "class F" + i + " { void typed() {} }");
            index.overlay(file((i + 1) % FILES), "class Kept { void typed() {} }");
            // waits until the build is over
            closed.add(CompletableFuture.runAsync(() -> index.removeOverlay(file(i))));
          };
      index.update(typing, LONG);
      for (int i = 0; i < FILES; i++) {
        int last = i;
        closed.add(CompletableFuture.runAsync(() -> index.removeOverlay(file(last))));
      }
      CompletableFuture.allOf(closed.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      assertThat(Fingerprint.of(index)).isEqualTo(expected);
    }
  }

  @Test
  void showsWhatItHasSoFar() throws Exception {
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    AtomicBoolean asking = new AtomicBoolean();
    try (ProjectIndex index = open("shown")) {
      IndexListener waiting =
          (done, total) -> {
            if (done == FILES / 2 && asking.compareAndSet(false, true)) {
              CompletableFuture<?> _ = CompletableFuture.runAsync(() -> askUntilFound(index, seen));
              seen.orTimeout(60, TimeUnit.SECONDS).join(); // no file is read meanwhile
            }
          };
      index.update(waiting, LONG);
      assertThat(seen.get(1, TimeUnit.SECONDS)).isTrue();
      assertThat(IntStream.range(0, FILES).filter(i -> index.definitions("F" + i).size() != 1))
          .isEmpty();
    }
  }

  private static void askUntilFound(ProjectIndex index, CompletableFuture<Boolean> seen) {
    while (!seen.isDone()) {
      if (!index.symbols("onDisk", 1).isEmpty()) {
        seen.complete(true);
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void findsNamesOfAnyLength() throws IOException {
    String name = "shouldRefuseAnOrderWhoseCustomerIsUnknown".repeat(8);
    Files.writeString(root.resolve("Long.java"), "class Long { void " + name + "() {} }");
    Files.writeString(root.resolve("Use.java"), "class Use { void u() { " + name + "(); } }");
    try (ProjectIndex index = open("long")) {
      index.update(IndexListener.NONE, LONG);
      assertThat(index.definitions(name)).hasSize(1);
      assertThat(index.definitions(name + "Not")).isEmpty();
      assertThat(index.callers(name, "", 10)).hasSize(1);
    }
  }

  private Path file(int i) {
    return root.resolve("F" + i + ".java");
  }

  private ProjectIndex open(String cache) {
    return ProjectIndex.open(root, folder.resolve(cache));
  }
}
