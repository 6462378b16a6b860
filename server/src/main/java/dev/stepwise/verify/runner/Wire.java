package dev.stepwise.verify.runner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server and the test JVM say to each other, and how it looks in bytes. */
public final class Wire {
  private static final int MARK = 0x57495245;
  private static final int LONGEST = 1 << 28;

  private Wire() {}

  /**
   * Said once: where classes come from. All are absolute paths.
   *
   * @param libraries jars and folders that do not change
   * @param mainClasses folders of compiled main code, first wins
   * @param testClasses folders of compiled tests
   * @param resources folders of other files on the class path
   */
  public record Setup(
      List<String> libraries,
      List<String> mainClasses,
      List<String> testClasses,
      List<String> resources) {}

  /**
   * Tests to run on each of several variants.
   *
   * @param steps how many steps each test may take
   * @param ownSteps how many those may take of which more is known
   * @param lines whether to record lines
   * @param failFast whether a variant's other tests are left out after its first failure
   * @param enough how many passing variants end the job
   * @param tests class name and method name (empty: all), in order
   * @param variants changed classes by name, one map for each variant
   */
  public record Job(
      long steps,
      Map<TestName, Long> ownSteps,
      boolean lines,
      boolean failFast,
      int enough,
      List<TestName> tests,
      List<Map<String, byte[]>> variants) {

    long stepsOf(TestName test) {
      return ownSteps.getOrDefault(test, steps);
    }
  }

  /** A class and one of its methods, or the empty string for all of them. */
  public record TestName(String className, String method) {}

  /** What the test JVM answers. */
  public sealed interface Event {
    /** A test begins: if nothing follows, it was this one that hung or ended the JVM. */
    record Started(int variant, TestName test) implements Event {}

    /**
     * A test method's result.
     *
     * @param outcome name of a {@code TestRun.Outcome}
     * @param steps that it took
     * @param millis that it took on this machine
     */
    record Ended(
        int variant,
        TestName test,
        String outcome,
        String message,
        List<String> frames,
        List<Lines.ClassLines> lines,
        long steps,
        long millis)
        implements Event {}

    /** All tests of a variant ran, or as many as were needed. */
    record VariantDone(int variant) implements Event {}

    /** The job is done. */
    record JobDone() implements Event {}
  }

  /** Writes the setup. */
  public static void write(Setup setup, DataOutput out) throws IOException {
    strings(setup.libraries(), out);
    strings(setup.mainClasses(), out);
    strings(setup.testClasses(), out);
    strings(setup.resources(), out);
  }

  static Setup readSetup(DataInput in) throws IOException {
    return new Setup(strings(in), strings(in), strings(in), strings(in));
  }

  /** Writes a job. */
  public static void write(Job job, DataOutput out) throws IOException {
    out.writeInt(MARK);
    out.writeLong(job.steps());
    out.writeInt(job.ownSteps().size());
    for (Map.Entry<TestName, Long> entry : job.ownSteps().entrySet()) {
      name(entry.getKey(), out);
      out.writeLong(entry.getValue());
    }
    out.writeBoolean(job.lines());
    out.writeBoolean(job.failFast());
    out.writeInt(job.enough());
    out.writeInt(job.tests().size());
    for (TestName test : job.tests()) {
      name(test, out);
    }
    out.writeInt(job.variants().size());
    for (Map<String, byte[]> variant : job.variants()) {
      out.writeInt(variant.size());
      for (Map.Entry<String, byte[]> entry : variant.entrySet()) {
        string(entry.getKey(), out);
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
    }
  }

  static Job readJob(DataInput in) throws IOException {
    mark(in);
    long steps = in.readLong();
    Map<TestName, Long> ownSteps = new HashMap<>();
    for (int i = length(in); i > 0; i--) {
      ownSteps.put(name(in), in.readLong());
    }
    boolean lines = in.readBoolean();
    boolean failFast = in.readBoolean();
    int enough = in.readInt();
    List<TestName> tests = new ArrayList<>();
    for (int i = length(in); i > 0; i--) {
      tests.add(name(in));
    }
    List<Map<String, byte[]>> variants = new ArrayList<>();
    for (int i = length(in); i > 0; i--) {
      Map<String, byte[]> variant = new LinkedHashMap<>();
      for (int k = length(in); k > 0; k--) {
        String name = string(in);
        byte[] bytes = new byte[length(in)];
        in.readFully(bytes);
        variant.put(name, bytes);
      }
      variants.add(variant);
    }
    return new Job(steps, ownSteps, lines, failFast, enough, tests, variants);
  }

  static void write(Event event, DataOutput out) throws IOException {
    out.writeInt(MARK);
    switch (event) {
      case Event.Started(int variant, TestName test) -> {
        out.writeByte('s');
        out.writeInt(variant);
        name(test, out);
      }
      case Event.Ended ended -> {
        out.writeByte('e');
        out.writeInt(ended.variant());
        name(ended.test(), out);
        string(ended.outcome(), out);
        string(ended.message(), out);
        strings(ended.frames(), out);
        out.writeInt(ended.lines().size());
        for (Lines.ClassLines lines : ended.lines()) {
          string(lines.className(), out);
          byte[] bits = lines.lines().toByteArray();
          out.writeInt(bits.length);
          out.write(bits);
        }
        out.writeLong(ended.steps());
        out.writeLong(ended.millis());
      }
      case Event.VariantDone(int variant) -> {
        out.writeByte('v');
        out.writeInt(variant);
      }
      case Event.JobDone() -> out.writeByte('j');
    }
  }

  /**
   * Reads the next event.
   *
   * @throws IOException at the end of the stream, or if something else wrote into it
   */
  public static Event readEvent(DataInput in) throws IOException {
    mark(in);
    return switch (in.readByte()) {
      case 's' -> new Event.Started(in.readInt(), name(in));
      case 'e' ->
          new Event.Ended(
              in.readInt(),
              name(in),
              string(in),
              string(in),
              strings(in),
              classLines(in),
              in.readLong(),
              in.readLong());
      case 'v' -> new Event.VariantDone(in.readInt());
      case 'j' -> new Event.JobDone();
      default -> throw new IOException("garbled answer of the test JVM");
    };
  }

  private static List<Lines.ClassLines> classLines(DataInput in) throws IOException {
    List<Lines.ClassLines> all = new ArrayList<>();
    for (int i = length(in); i > 0; i--) {
      String name = string(in);
      byte[] bits = new byte[length(in)];
      in.readFully(bits);
      all.add(new Lines.ClassLines(name, BitSet.valueOf(bits)));
    }
    return all;
  }

  private static void mark(DataInput in) throws IOException {
    if (in.readInt() != MARK) {
      throw new IOException("garbled message between server and test JVM");
    }
  }

  private static int length(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("garbled length between server and test JVM");
    }
    return length;
  }

  private static void name(TestName test, DataOutput out) throws IOException {
    string(test.className(), out);
    string(test.method(), out);
  }

  private static TestName name(DataInput in) throws IOException {
    return new TestName(string(in), string(in));
  }

  /** Not {@code writeUTF}: messages may be longer than 65,535 bytes. */
  private static void string(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String string(DataInput in) throws IOException {
    byte[] bytes = new byte[length(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void strings(List<String> texts, DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      string(text, out);
    }
  }

  private static List<String> strings(DataInput in) throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = length(in); i > 0; i--) {
      all.add(string(in));
    }
    return all;
  }
}
