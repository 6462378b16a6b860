package dev.stepwise.verify;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What other classes can see of a class: if it stays the same, no other class needs to be compiled
 * again.
 */
record ApiShape(Set<String> facts) {

  static ApiShape of(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    Set<String> facts = new TreeSet<>();
    facts.add("class " + model.flags().flagsMask());
    model.superclass().ifPresent(s -> facts.add("extends " + s.asInternalName()));
    model.interfaces().forEach(i -> facts.add("implements " + i.asInternalName()));
    model
        .findAttribute(Attributes.signature())
        .ifPresent(s -> facts.add(s.signature().stringValue()));
    for (FieldModel field : model.fields()) {
      if (!field.flags().has(AccessFlag.PRIVATE) && !field.flags().has(AccessFlag.SYNTHETIC)) {
        facts.add(field(field));
      }
    }
    for (MethodModel method : model.methods()) {
      if (!method.flags().has(AccessFlag.PRIVATE) && !method.flags().has(AccessFlag.SYNTHETIC)) {
        facts.add(method(method));
      }
    }
    return new ApiShape(facts);
  }

  private static String field(FieldModel field) {
    String generic =
        field
            .findAttribute(Attributes.signature())
            .map(s -> s.signature().stringValue())
            .orElse("");
    // Constants are copied into the classes that use them.
    Optional<Object> constant =
        field.findAttribute(Attributes.constantValue()).map(c -> c.constant().constantValue());
    return String.join(
        " ",
        "field",
        String.valueOf(field.flags().flagsMask()),
        field.fieldName().stringValue(),
        field.fieldType().stringValue(),
        generic,
        constant.map(String::valueOf).orElse(""));
  }

  private static String method(MethodModel method) {
    String generic =
        method
            .findAttribute(Attributes.signature())
            .map(s -> s.signature().stringValue())
            .orElse("");
    String thrown =
        method
            .findAttribute(Attributes.exceptions())
            .map(e -> e.exceptions().stream().map(x -> x.asInternalName()).toList().toString())
            .orElse("");
    return String.join(
        " ",
        "method",
        String.valueOf(method.flags().flagsMask()),
        method.methodName().stringValue(),
        method.methodType().stringValue(),
        generic,
        thrown);
  }
}
