package dev.stepwise.verify.runner;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Entry point of the test JVM. Lives until its standard input ends. */
public final class RunnerMain {
  private final DataOutputStream out;
  private final LibraryLoader libraries;
  private final WorkspaceClasses workspace;
  private final List<URL> resources = new ArrayList<>();
  private final TestFramework framework;

  private RunnerMain(Wire.Setup setup, DataOutputStream out)
      throws IOException, ReflectiveOperationException {
    this.out = out;
    libraries = new LibraryLoader(urls(setup.libraries()));
    resources.addAll(urls(setup.resources()));
    workspace = new WorkspaceClasses(setup, libraries);
    Thread.currentThread().setContextClassLoader(libraries);
    framework = new Frameworks(libraries);
  }

  private static List<URL> urls(List<String> paths) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String path : paths) {
      urls.add(Path.of(path).toUri().toURL());
    }
    return urls;
  }

  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
    // What tests print is nobody's business here, and must not get between our messages.
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setIn(InputStream.nullInputStream());
    System.setOut(nowhere);
    RunnerMain runner = new RunnerMain(Wire.readSetup(in), out);
    PrintStream errors = System.err;
    System.setErr(nowhere);
    runner.ready();
    try {
      while (true) {
        runner.run(Wire.readOrder(in));
      }
    } catch (EOFException serverGone) {
      // Threads that tests left behind must not keep this process alive.
      Runtime.getRuntime().halt(0);
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace(errors);
      errors.flush();
      Runtime.getRuntime().halt(3);
    }
  }

  private void ready() {
    send(new Wire.Event.JobDone());
  }

  private void run(Wire.Order order) throws IOException {
    switch (order) {
      case Wire.Job job -> tests(job);
      case Wire.Inquiry inquiry ->
          new Interview(inquiry, this::loader, framework, this::send).run();
    }
    send(new Wire.Event.JobDone());
    out.flush();
  }

  private CandidateLoader loader(Map<String, byte[]> changed, Purpose purpose) {
    return new CandidateLoader(libraries, resources, workspace, changed, purpose);
  }

  private void tests(Wire.Job job) throws IOException {
    int passing = 0;
    for (int variant = 0; variant < job.variants().size() && passing < job.enough(); variant++) {
      if (passes(job, variant)) {
        passing++;
      }
      send(new Wire.Event.VariantDone(variant));
    }
  }

  private boolean passes(Wire.Job job, int variant) throws IOException {
    boolean passed = false;
    boolean failed = false;
    for (List<Wire.TestName> group : groups(job.tests())) {
      Recorder recorder = ran(job, variant, group);
      passed |= recorder.passed();
      failed |= recorder.failed();
      if (failed && job.failFast()) {
        break;
      }
    }
    return passed && !failed;
  }

  /**
   * A whole class has fresh static fields, as in a run of its own: what single tests before it left
   * there is nothing that it would find.
   */
  private static List<List<Wire.TestName>> groups(List<Wire.TestName> tests) {
    List<List<Wire.TestName>> groups = new ArrayList<>();
    for (Wire.TestName test : tests) {
      boolean whole = test.method().isEmpty();
      boolean joins = !groups.isEmpty() && whole == groups.getLast().getLast().method().isEmpty();
      if (!joins) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(test);
    }
    return groups;
  }

  private Recorder ran(Wire.Job job, int variant, List<Wire.TestName> tests) throws IOException {
    Map<String, byte[]> changed = job.variants().get(variant);
    Lines.take();
    try (CandidateLoader loader = loader(changed, job.lines() ? Purpose.LINES : Purpose.STEPS)) {
      Thread.currentThread().setContextClassLoader(loader);
      StepMeter meter = loader.meter();
      Recorder recorder = new Recorder(variant, meter, job, this::send);
      for (Wire.TestName test : tests) {
        meter.allow(job.steps());
        try {
          Class<?> testClass = Class.forName(test.className(), false, loader);
          framework.run(testClass, test.method(), recorder);
        } catch (ClassNotFoundException | LinkageError | RuntimeException | StepLimit e) {
          recorder.failed(test.className(), test.method(), e);
        }
        recorder.flush();
        if (recorder.failed() && job.failFast()) {
          break;
        }
      }
      // Ends threads that the tests left running.
      meter.allow(0);
      return recorder;
    } finally {
      Thread.currentThread().setContextClassLoader(libraries);
    }
  }

  private void send(Wire.Event event) {
    try {
      synchronized (out) {
        Wire.write(event, out);
        if (!(event instanceof Wire.Event.Ended)) {
          out.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
