package dev.stepwise.verify.runner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** What the test JVM is told to do. */
  public sealed interface Order permits Job, Inquiry {}

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
      List<Map<String, byte[]>> variants)
      implements Order {

    long stepsOf(TestName test) {
      return ownSteps.getOrDefault(test, steps);
    }
  }

  /**
   * Inputs to generate from those of tests, and to ask the unchanged workspace and variants.
   *
   * @param tests to run for the calls they make, in this order
   * @param passing those of them that pass unchanged; near the calls of the others, nothing is
   *     asked
   * @param watched classes whose calls count
   * @param methods that may be asked
   * @param steps how many steps each test may take
   * @param millis how long all may take
   * @param unchanged classes that are not as on disk
   */
  public record Inquiry(
      List<TestName> tests,
      Set<TestName> passing,
      Set<String> watched,
      Set<TestName> methods,
      long steps,
      long millis,
      Map<String, byte[]> unchanged,
      List<Map<String, byte[]>> variants)
      implements Order {}

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

    /** The next questions go to this variant: if nothing follows, it was this one that hung. */
    record Asking(int variant) implements Event {}

    /**
     * What a variant answers to the next questions.
     *
     * @param variant -1 for the unchanged workspace, which answers all of them at once
     * @param answers equal for equal answers
     */
    record Answered(int variant, List<Long> answers) implements Event {}

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

  /** Writes an order. */
  public static void write(Order order, DataOutput out) throws IOException {
    out.writeInt(MARK);
    switch (order) {
      case Job job -> {
        out.writeByte('j');
        write(job, out);
      }
      case Inquiry inquiry -> {
        out.writeByte('i');
        write(inquiry, out);
      }
    }
  }

  private static void write(Job job, DataOutput out) throws IOException {
    out.writeLong(job.steps());
    out.writeInt(job.ownSteps().size());
    for (Map.Entry<TestName, Long> entry : job.ownSteps().entrySet()) {
      name(entry.getKey(), out);
      out.writeLong(entry.getValue());
    }
    out.writeBoolean(job.lines());
    out.writeBoolean(job.failFast());
    out.writeInt(job.enough());
    names(job.tests(), out);
    out.writeInt(job.variants().size());
    for (Map<String, byte[]> variant : job.variants()) {
      classes(variant, out);
    }
  }

  private static void write(Inquiry inquiry, DataOutput out) throws IOException {
    names(inquiry.tests(), out);
    names(inquiry.passing(), out);
    strings(inquiry.watched(), out);
    names(inquiry.methods(), out);
    out.writeLong(inquiry.steps());
    out.writeLong(inquiry.millis());
    classes(inquiry.unchanged(), out);
    out.writeInt(inquiry.variants().size());
    for (Map<String, byte[]> variant : inquiry.variants()) {
      classes(variant, out);
    }
  }

  static Order readOrder(DataInput in) throws IOException {
    mark(in);
    return switch (in.readByte()) {
      case 'j' -> readJob(in);
      case 'i' ->
          new Inquiry(
              names(in),
              Set.copyOf(names(in)),
              Set.copyOf(strings(in)),
              Set.copyOf(names(in)),
              in.readLong(),
              in.readLong(),
              classes(in),
              variants(in));
      default -> throw new IOException("garbled order of the server");
    };
  }

  private static Job readJob(DataInput in) throws IOException {
    long steps = in.readLong();
    Map<TestName, Long> ownSteps = new HashMap<>();
    for (int i = length(in); i > 0; i--) {
      ownSteps.put(name(in), in.readLong());
    }
    return new Job(
        steps, ownSteps, in.readBoolean(), in.readBoolean(), in.readInt(), names(in), variants(in));
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
      case Event.Asking(int variant) -> {
        out.writeByte('q');
        out.writeInt(variant);
      }
      case Event.Answered(int variant, List<Long> answers) -> {
        out.writeByte('a');
        out.writeInt(variant);
        out.writeInt(answers.size());
        for (long answer : answers) {
          out.writeLong(answer);
        }
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
      case 'q' -> new Event.Asking(in.readInt());
      case 'a' -> new Event.Answered(in.readInt(), longs(in));
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

  private static List<Long> longs(DataInput in) throws IOException {
    List<Long> all = new ArrayList<>();
    for (int i = length(in); i > 0; i--) {
      all.add(in.readLong());
    }
    return all;
  }

  private static List<Map<String, byte[]>> variants(DataInput in) throws IOException {
    List<Map<String, byte[]>> variants = new ArrayList<>();
    for (int i = length(in); i > 0; i--) {
      variants.add(classes(in));
    }
    return variants;
  }

  private static void classes(Map<String, byte[]> classes, DataOutput out) throws IOException {
    out.writeInt(classes.size());
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      string(entry.getKey(), out);
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
  }

  private static Map<String, byte[]> classes(DataInput in) throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int i = length(in); i > 0; i--) {
      String name = string(in);
      byte[] bytes = new byte[length(in)];
      in.readFully(bytes);
      classes.put(name, bytes);
    }
    return classes;
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

  private static void names(Collection<TestName> tests, DataOutput out) throws IOException {
    out.writeInt(tests.size());
    for (TestName test : tests) {
      name(test, out);
    }
  }

  private static List<TestName> names(DataInput in) throws IOException {
    List<TestName> all = new ArrayList<>();
    for (int i = length(in); i > 0; i--) {
      all.add(name(in));
    }
    return all;
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

  private static void strings(Collection<String> texts, DataOutput out) throws IOException {
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
