package dev.stepwise.verify.runner;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Inserts step counting, and where asked line recording, into class files. */
final class Instrumenter {
  private static final ClassDesc TICKS = ClassDesc.of("dev.stepwise.verify.runner.Ticks");
  private static final ClassDesc LINES = ClassDesc.of("dev.stepwise.verify.runner.Lines");
  private static final MethodTypeDesc TICK = MethodTypeDesc.of(ConstantDescs.CD_void);
  private static final MethodTypeDesc REACH =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_int);

  private final ClassFile classFiles;

  /**
   * @param hierarchy knows the super classes of all classes that the code mentions, which stack
   *     maps need
   */
  Instrumenter(ClassHierarchyResolver hierarchy) {
    classFiles = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
  }

  byte[] ticks(byte[] original) {
    return transform(original, new Probe(-1));
  }

  /** Records lines too; the class is registered under its name with {@link Lines}. */
  byte[] ticksAndLines(byte[] original) {
    ClassModel model = classFiles.parse(original);
    int lastLine = 0;
    for (MethodModel method : model.methods()) {
      for (CodeElement element : method.code().map(CodeModel::elementList).orElse(List.of())) {
        if (element instanceof LineNumber line) {
          lastLine = Math.max(lastLine, line.line());
        }
      }
    }
    String name = model.thisClass().asInternalName().replace('/', '.');
    return transform(original, new Probe(Lines.register(name, lastLine)));
  }

  /** Records calls too: see {@link Calls}. */
  byte[] ticksAndCalls(byte[] original) {
    return CallProbes.recording(ticks(original), classFiles);
  }

  /**
   * Adds the constructor that leaves fields alone.
   *
   * @param ofWorkspace tells by internal name which super classes have one
   */
  byte[] ticksAndBlank(byte[] original, Predicate<String> ofWorkspace) {
    return CallProbes.withBlank(ticks(original), classFiles, ofWorkspace);
  }

  private byte[] transform(byte[] original, Probe probe) {
    return classFiles.transformClass(
        classFiles.parse(original),
        ClassTransform.transformingMethods(
            (builder, element) -> {
              if (element instanceof CodeModel code) {
                builder.transformCode(code, probe.forMethod(code));
              } else {
                builder.with(element);
              }
            }));
  }

  /**
   * @param classNumber of the class whose lines are recorded, -1 for none
   */
  private record Probe(int classNumber) {

    CodeTransform forMethod(CodeModel code) {
      boolean calls = code.elementList().stream().anyMatch(InvokeInstruction.class::isInstance);
      Set<Label> passed = new HashSet<>();
      return new CodeTransform() {
        @Override
        public void atStart(CodeBuilder builder) {
          // A method that calls nothing cannot recurse.
          if (calls) {
            builder.invokestatic(TICKS, "tick", TICK);
          }
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
          if (element instanceof LabelTarget target) {
            passed.add(target.label());
          }
          if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
            builder.invokestatic(TICKS, "tick", TICK);
          }
          builder.with(element);
          if (classNumber >= 0 && element instanceof LineNumber line) {
            builder.loadConstant(classNumber).loadConstant(line.line());
            builder.invokestatic(LINES, "reach", REACH);
          }
        }
      };
    }
  }
}
