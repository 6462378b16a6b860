package dev.stepwise.model.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.model.Completion;
import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts as real processes, with a model that costs nothing. */
@Tag("slow")
class HostedModelTest {
  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(15));
  private static final String LONG = "600000";
  private static final String DEATHS =
      "the model host (died twice under one request|did not start: it was killed).*";
  private static final Request REQUEST = Request.greedy(Prompt.ofText("abc"), 5);

  @TempDir Path folder;

  @AfterEach
  void leaveNoProcessBehind() throws Exception {
    for (long pid : pids()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    for (long pid : pids()) {
      gone(pid);
    }
  }

  @Test
  void clientsShareOneHost() throws Exception {
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HostedModel>> opened = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        opened.add(many.submit(() -> open(LONG)));
      }
      for (Future<HostedModel> one : opened) {
        answers(one.get());
      }
    }
    assertThat(pids()).hasSize(1);
  }

  @Test
  void aKilledHostIsReplacedUnderTheCall() throws Exception {
    HostedModel model = open(LONG);
    answers(model);
    kill(pids().getLast());
    answers(model);
    assertThat(pids()).hasSize(2);
    assertThat(model.usage().generated()).as("of both hosts").isEqualTo(6);
  }

  @Test
  void piecesAreToldOnceThoughASecondHostBeginsAgain() throws Exception {
    HostedModel model = open(LONG);
    answers(model);
    Path mark = folder.resolve("mark");
    Prompt prompt = Prompt.ofText("once:" + mark);
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Completion>> running =
          other.submit(
              () ->
                  model.complete(
                      Request.greedy(prompt, 5), BUDGET, (sample, text) -> told.add(text)));
      await(() -> !told.isEmpty());
      kill(pids().getLast());
      assertThat(running.get())
          .extracting(Completion::text)
          .containsExactly(String.join("", told))
          .allMatch(text -> text.startsWith("ONCE:"));
    }
    assertThat(pids()).hasSize(2);
  }

  @Test
  void aHostKilledTwiceUnderOneCallIsToldAndTheNextCallWorks() throws Exception {
    HostedModel model = open(LONG);
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Completion>> hanging =
          other.submit(() -> model.complete(Request.greedy(Prompt.ofText("hang"), 5), BUDGET));
      kill(pids().getFirst());
      await(() -> pids().size() == 2 && hostFileNames(pids().getLast()));
      kill(pids().getLast());
      assertThatThrownBy(hanging::get)
          .cause()
          .isInstanceOf(ModelException.class)
          .hasMessageMatching(DEATHS);
    }
    answers(model);
  }

  /** As on a busy machine: the host watches the time, and its clock ends first. */
  @Test
  void aBudgetThatEndsInTheHostIsNoFailureOfTheModel() throws Exception {
    HostedModel model = open(LONG);
    Prompt hanging = Prompt.ofText("hang");
    Budget brief = Budget.of(Duration.ofMillis(30));
    assertThatThrownBy(() -> model.score(hanging, List.of(Prompt.ofText("a")), brief))
        .isInstanceOf(CancellationException.class);
    answers(model);
    assertThat(pids()).hasSize(1);
  }

  @Test
  void idleHostsLeaveAndComeBack() throws Exception {
    HostedModel model = open("2000");
    answers(model);
    gone(pids().getLast());
    assertThat(folder.resolve("host-k.json")).doesNotExist();
    answers(model);
    assertThat(pids()).hasSize(2);
  }

  @Test
  void aHostWhoseFileIsGoneLeaves() throws Exception {
    answers(open(LONG));
    Files.delete(folder.resolve("host-k.json"));
    gone(pids().getLast());
  }

  @Test
  void saysWhyAHostDoesNotStart() {
    assertThatThrownBy(() -> open("broken"))
        .isInstanceOf(ModelException.class)
        .hasMessage("the model host did not start: no weights (exit 2)");
  }

  @Test
  void aHostThatCrashesWhileItLoadsHarmsNobody() throws Exception {
    assertThatThrownBy(() -> open("crashing"))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("the model host did not start: llama.cpp gave up on the model")
        .hasMessageNotContaining("\n");
    answers(open(LONG));
  }

  @Test
  void nonsenseInTheFileStopsNobody() throws Exception {
    Files.writeString(folder.resolve("host-k.json"), "{\"port\": 1, \"token\": \"x\"}");
    answers(open(LONG));
    Files.writeString(folder.resolve("host-k.json"), "cut o");
    answers(open(LONG));
  }

  @Test
  void twoHundredKillsAtRandomMomentsStopNobody() throws Exception {
    long seed = 42;
    Random random = new Random(seed);
    System.out.println("seed " + seed);
    HostedModel one = open(LONG);
    HostedModel two = open(LONG);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int kill = 0; kill < 200; kill++) {
        Future<?> first = clients.submit(() -> callUntilAnswered(one));
        Future<?> second = clients.submit(() -> callUntilAnswered(two));
        LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(300)));
        List<Long> running = pids().stream().filter(HostedModelTest::runs).toList();
        if (!running.isEmpty()) {
          kill(running.get(random.nextInt(running.size())));
        }
        first.get(1, TimeUnit.MINUTES);
        second.get(1, TimeUnit.MINUTES);
      }
    }
    answers(one);
    answers(two);
    assertThat(pids().stream().filter(HostedModelTest::runs)).as("one host is left").hasSize(1);
    assertThat(zombies()).isEmpty();
    assertThat(names()).isSubsetOf("host-k.json", "host-k.lock", "host-k.log", "pids");
  }

  /** Two deaths under one call are told to the caller, who asks again. */
  private static void callUntilAnswered(HostedModel model) {
    while (true) {
      try {
        answers(model);
        return;
      } catch (ModelException e) {
        assertThat(e).hasMessageMatching(DEATHS);
      }
    }
  }

  private HostedModel open(String idle) {
    return new HostedModel(
        new Hosts(folder), "k", FakeHost.command(idle, folder.resolve("pids")), BUDGET);
  }

  private static void answers(HostedModel model) {
    assertThat(model.complete(REQUEST, BUDGET))
        .extracting(Completion::text)
        .containsExactly("ABC0");
  }

  private List<Long> pids() throws IOException {
    Path file = folder.resolve("pids");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
        : List.of();
  }

  private boolean hostFileNames(long pid) throws IOException {
    return HostFile.read(folder.resolve("host-k.json")).filter(h -> h.pid() == pid).isPresent();
  }

  private Set<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void kill(long pid) throws Exception {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    gone(pid);
  }

  private static void gone(long pid) throws Exception {
    await(() -> !runs(pid));
  }

  private List<Long> zombies() throws IOException {
    List<Long> zombies = new ArrayList<>();
    for (long pid : pids()) {
      Path stat = Path.of("/proc", Long.toString(pid), "stat");
      if (Files.exists(stat) && Files.readString(stat).contains(") Z ")) {
        zombies.add(pid);
      }
    }
    return zombies;
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws IOException {
    while (!condition.holds()) {
      assertThat(BUDGET.exhausted()).isFalse();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
