package dev.stepwise.verify;

import dev.stepwise.verify.runner.Wire;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which methods behave otherwise, or may do so, since classes changed.
 *
 * @param classes that changed, with those nested with them
 * @param methods of these classes that changed, or that call one that may behave otherwise
 */
record Reach(Set<String> classes, Set<Wire.TestName> methods) {

  private static final ClassFile PLAIN =
      ClassFile.of(
          ClassFile.ConstantPoolSharingOption.NEW_POOL,
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
          ClassFile.StackMapsOption.DROP_STACK_MAPS);

  /**
   * @param before binary class names to class files, all of the module
   * @param variants what each variant has in their place
   */
  static Reach of(Map<String, byte[]> before, List<Map<String, byte[]>> variants) {
    Set<Wire.TestName> changed = new HashSet<>();
    for (Map<String, byte[]> variant : variants) {
      variant.forEach(
          (name, after) -> {
            byte[] old = before.get(name);
            if (old != null && !Arrays.equals(old, after)) {
              changed.addAll(changed(name, old, after));
            }
          });
    }
    Set<String> tops = new HashSet<>();
    changed.forEach(c -> tops.add(top(c.className())));
    Set<String> classes = new TreeSet<>(before.keySet());
    classes.removeIf(name -> !tops.contains(top(name)));
    return new Reach(classes, callers(before, classes, changed));
  }

  private static String top(String className) {
    int nested = className.indexOf('$', 1);
    return nested < 0 ? className : className.substring(0, nested);
  }

  private static List<Wire.TestName> changed(String className, byte[] before, byte[] after) {
    Map<String, List<byte[]>> some = bodies(before);
    Map<String, List<byte[]>> others = bodies(after);
    List<Wire.TestName> changed = new ArrayList<>();
    for (String method : some.keySet()) {
      List<byte[]> now = others.getOrDefault(method, List.of());
      if (!Arrays.deepEquals(some.getOrDefault(method, List.of()).toArray(), now.toArray())) {
        changed.add(new Wire.TestName(className, method));
      }
    }
    return changed;
  }

  /** By name, lambdas with the method they stand in; equal bytes where the code is the same. */
  private static Map<String, List<byte[]>> bodies(byte[] classFile) {
    ClassModel model = PLAIN.parse(classFile);
    Map<String, List<byte[]>> bodies = new TreeMap<>();
    for (MethodModel method : model.methods()) {
      byte[] alone = PLAIN.build(ClassDesc.of("Alone"), builder -> builder.with(method));
      bodies
          .computeIfAbsent(
              References.owner(method.methodName().stringValue()), n -> new ArrayList<>())
          .add(alone);
    }
    return bodies;
  }

  /**
   * The changed ones and their callers' callers, by name: which class a call ends up in is open.
   */
  private static Set<Wire.TestName> callers(
      Map<String, byte[]> before, Set<String> classes, Set<Wire.TestName> changed) {
    Map<Wire.TestName, Set<String>> uses =
        new TreeMap<>(
            java.util.Comparator.comparing(Wire.TestName::className)
                .thenComparing(Wire.TestName::method));
    for (String name : classes) {
      References.of(before.getOrDefault(name, new byte[0]))
          .byMethod()
          .forEach(
              (method, members) -> {
                Set<String> own = new HashSet<>();
                for (String member : members) {
                  int dot = member.indexOf('.');
                  int end = member.indexOf('(');
                  if (dot > 0
                      && end > dot
                      && classes.contains(member.substring(0, dot).replace('/', '.'))) {
                    own.add(member.substring(dot + 1, end));
                  }
                }
                uses.put(new Wire.TestName(name, method), own);
              });
    }
    Set<Wire.TestName> reached = new HashSet<>(changed);
    boolean more = true;
    while (more) {
      Set<String> names = new HashSet<>();
      Set<String> whole = new HashSet<>();
      for (Wire.TestName one : reached) {
        names.add(one.method());
        if (one.method().startsWith("<")) {
          whole.add(one.className());
        }
      }
      more = false;
      for (Map.Entry<Wire.TestName, Set<String>> use : uses.entrySet()) {
        boolean touched =
            whole.contains(use.getKey().className())
                || use.getValue().stream().anyMatch(names::contains);
        if (touched) {
          more |= reached.add(use.getKey());
        }
      }
    }
    return reached;
  }
}
