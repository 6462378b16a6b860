package dev.stepwise.verify;

import dev.stepwise.language.java.JUnitJars;
import dev.stepwise.language.java.JavaModule;
import dev.stepwise.settings.UserException;
import dev.stepwise.verify.JavaBaseline.CompiledModule;
import dev.stepwise.verify.runner.RunnerMain;
import dev.stepwise.verify.runner.Wire;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts test JVMs: on the JDK that runs Stepwise, whatever release the project compiles for, since
 * step counting needs it and newer JVMs run older class files.
 */
final class TestJvms implements AutoCloseable {
  /** Megabytes of heap to begin with: enough for most tests. */
  private static final int SMALL_HEAP = 64;

  /**
   * Megabytes for young objects: all of them are touched again and again, whatever a test needs.
   * The usual third of the heap would be resident for nothing.
   */
  private static final int YOUNG = 32;

  private final JavaBaseline baseline;
  private final Path folder;
  private final Optional<Bubblewrap> bubblewrap;
  private final AtomicInteger count = new AtomicInteger();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stepwise-test-watch").factory());

  // The kernel ends a sandbox with the thread that started it, so this one lives as long as we do.
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("stepwise-test-start").factory());

  TestJvms(JavaBaseline baseline, Path folder, Optional<Bubblewrap> bubblewrap) {
    this.baseline = baseline;
    this.folder = folder;
    this.bubblewrap = bubblewrap;
  }

  /**
   * A new JVM for the tests of a module.
   *
   * @param heapMegabytes its largest heap
   */
  TestJvm start(CompiledModule module, int heapMegabytes) {
    Path work = folder.resolve("jvm" + count.incrementAndGet());
    PrivateCopy.copy(module.module().directory(), work);
    Path errors = folder.resolve("jvm" + count.get() + ".err");
    Wire.Setup setup = setup(module);
    ProcessBuilder builder =
        new ProcessBuilder(command(module.module(), setup, work, heapMegabytes));
    builder.environment().clear();
    builder.environment().putAll(TestEnvironment.variables());
    builder.directory(bubblewrap.isPresent() ? folder.toFile() : work.toFile());
    builder.redirectError(errors.toFile());
    try {
      Process process = starter.submit(builder::start).get();
      return new TestJvm(process, errors, setup, watch);
    } catch (ExecutionException e) {
      throw new UserException("cannot start a test JVM: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted while a test JVM started", e);
    }
  }

  private List<String> command(JavaModule module, Wire.Setup setup, Path work, int heapMegabytes) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(
        List.of(
            "-ea",
            "-Xmx" + heapMegabytes + "m",
            // Grows with what tests keep, not with what they throw away.
            "-Xms" + Math.min(SMALL_HEAP, heapMegabytes) + "m",
            "-XX:NewSize=" + YOUNG + "m",
            "-XX:MaxNewSize=" + YOUNG + "m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:-UsePerfData",
            "-XX:+EnableDynamicAgentLoading",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + scratch(),
            "-Duser.home=" + scratch(),
            "-Dfile.encoding=" + module.encoding()));
    command.addAll(module.jvmFlags());
    if (module.compilerFlags().contains("--enable-preview")) {
      command.add("--enable-preview");
    }
    Path runner = origin();
    command.addAll(List.of("-cp", runner.toString(), RunnerMain.class.getName()));
    if (bubblewrap.isEmpty()) {
      return command;
    }
    List<Path> readable = new ArrayList<>();
    readable.add(Path.of(System.getProperty("java.home")));
    readable.add(runner);
    setup.libraries().forEach(p -> readable.add(Path.of(p)));
    setup.mainClasses().forEach(p -> readable.add(Path.of(p)));
    setup.testClasses().forEach(p -> readable.add(Path.of(p)));
    setup.resources().forEach(p -> readable.add(Path.of(p)));
    Map<Path, Path> writable = new LinkedHashMap<>();
    writable.put(module.directory(), work);
    return bubblewrap.get().command(readable, writable, module.directory(), command);
  }

  /** A folder of the tests' own: in the sandbox /tmp is one. */
  private Path scratch() {
    Path scratch = bubblewrap.isPresent() ? Path.of("/tmp") : folder.resolve("tmp");
    try {
      return Files.createDirectories(scratch);
    } catch (IOException e) {
      throw new UserException("cannot write to " + scratch + ": " + e.getMessage(), e);
    }
  }

  private Wire.Setup setup(CompiledModule module) {
    List<Path> main = new ArrayList<>(List.of(module.main()));
    List<Path> test = new ArrayList<>(List.of(module.test()));
    List<Path> resources = new ArrayList<>(module.module().resources());
    for (JavaModule.Sibling sibling : module.module().siblings()) {
      CompiledModule other = baseline.module(sibling.name());
      main.add(other.main());
      if (sibling.tests()) {
        test.add(other.test());
      }
      resources.addAll(other.module().resources());
    }
    return new Wire.Setup(
        names(JUnitJars.forRunning(module.module().libraries())),
        names(main),
        names(test),
        names(resources));
  }

  private static List<String> names(List<Path> paths) {
    return paths.stream().filter(Files::exists).map(Path::toString).distinct().toList();
  }

  /** The jar or folder that holds the runner. */
  private static Path origin() {
    try {
      return new File(RunnerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    starter.shutdownNow();
  }
}
