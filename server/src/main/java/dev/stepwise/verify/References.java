package dev.stepwise.verify;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which fields and methods a class's methods use.
 *
 * @param byMethod method name (lambdas count for the method they stand in) to the members it uses,
 *     written {@code java/lang/System.exit(I)V}
 */
record References(Map<String, Set<String>> byMethod) {
  /** Stands for "this method is native". */
  static final String NATIVE = "native";

  static final References NONE = new References(Map.of());

  static References of(byte[] classFile) {
    Map<String, Set<String>> byMethod = new TreeMap<>();
    for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
      Set<String> used =
          byMethod.computeIfAbsent(owner(method.methodName().stringValue()), n -> new TreeSet<>());
      if (method.flags().has(AccessFlag.NATIVE)) {
        used.add(NATIVE);
      }
      method.code().ifPresent(code -> collect(code, used));
    }
    return new References(byMethod);
  }

  /** What a method uses; empty for a method that does not exist. */
  Set<String> of(String method) {
    return byMethod.getOrDefault(method, Set.of());
  }

  /** The method that a method's code stands in: for lambdas another one. */
  static String owner(String method) {
    String[] parts = method.split("\\$", -1);
    return parts.length == 3 && parts[0].equals("lambda") ? parts[1] : method;
  }

  private static void collect(CodeModel code, Set<String> used) {
    for (CodeElement element : code) {
      switch (element) {
        case InvokeInstruction call -> used.add(name(call.method()));
        case FieldInstruction access -> used.add(name(access.field()));
        case InvokeDynamicInstruction dynamic -> {
          for (LoadableConstantEntry argument : dynamic.invokedynamic().bootstrap().arguments()) {
            if (argument instanceof MethodHandleEntry handle) {
              used.add(name(handle.reference()));
            }
          }
        }
        default -> {
          // Nothing else names a member.
        }
      }
    }
  }

  private static String name(MemberRefEntry member) {
    String type = member.type().stringValue();
    return member.owner().asInternalName()
        + "."
        + member.name().stringValue()
        + (type.startsWith("(") ? type : ":" + type);
  }
}
