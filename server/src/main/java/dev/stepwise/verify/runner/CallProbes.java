package dev.stepwise.verify.runner;

import dev.stepwise.verify.runner.value.Blank;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.function.Predicate;

/** What asking methods needs beside step counting: calls recorded, objects made without a call. */
final class CallProbes {
  private static final ClassDesc CALLS = ClassDesc.of(Calls.class.getName());
  private static final ClassDesc BLANK = ClassDesc.of(Blank.class.getName());
  private static final MethodTypeDesc MAKE = MethodTypeDesc.of(ConstantDescs.CD_void, BLANK);
  private static final MethodTypeDesc ENTER =
      MethodTypeDesc.of(
          ConstantDescs.CD_void, ConstantDescs.CD_int, ConstantDescs.CD_Object.arrayType());

  private CallProbes() {}

  /** Every method that people wrote records its calls. */
  static byte[] recording(byte[] original, ClassFile classFiles) {
    ClassModel model = classFiles.parse(original);
    String className = model.thisClass().asInternalName().replace('/', '.');
    return classFiles.transformClass(
        model,
        (builder, element) -> {
          if (element instanceof MethodModel method && isRecorded(method)) {
            builder.transformMethod(
                method,
                (methods, part) -> {
                  if (part instanceof CodeModel code) {
                    methods.transformCode(code, entering(className, method));
                  } else {
                    methods.with(part);
                  }
                });
          } else {
            builder.with(element);
          }
        });
  }

  private static boolean isRecorded(MethodModel method) {
    return !method.methodName().stringValue().startsWith("<")
        && !method.flags().has(AccessFlag.SYNTHETIC)
        && !method.flags().has(AccessFlag.BRIDGE)
        && (method.methodTypeSymbol().parameterCount() > 0
            || !method.flags().has(AccessFlag.STATIC));
  }

  private static CodeTransform entering(String className, MethodModel method) {
    boolean isStatic = method.flags().has(AccessFlag.STATIC);
    int number =
        Calls.register(
            new Calls.Method(
                className,
                method.methodName().stringValue(),
                method.methodType().stringValue(),
                isStatic));
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        MethodTypeDesc type = method.methodTypeSymbol();
        int own = isStatic ? 0 : 1;
        code.loadConstant(number);
        code.loadConstant(type.parameterCount() + own).anewarray(ConstantDescs.CD_Object);
        if (!isStatic) {
          code.dup().loadConstant(0).aload(code.receiverSlot()).aastore();
        }
        for (int i = 0; i < type.parameterCount(); i++) {
          TypeKind kind = TypeKind.from(type.parameterType(i));
          code.dup().loadConstant(i + own).loadLocal(kind, code.parameterSlot(i));
          box(code, type.parameterType(i));
          code.aastore();
        }
        code.invokestatic(CALLS, "enter", ENTER);
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {
        code.with(element);
      }
    };
  }

  private static void box(CodeBuilder code, ClassDesc type) {
    if (type.isPrimitive()) {
      ClassDesc box =
          switch (type.descriptorString().charAt(0)) {
            case 'I' -> ConstantDescs.CD_Integer;
            case 'J' -> ConstantDescs.CD_Long;
            case 'S' -> ConstantDescs.CD_Short;
            case 'B' -> ConstantDescs.CD_Byte;
            case 'C' -> ConstantDescs.CD_Character;
            case 'Z' -> ConstantDescs.CD_Boolean;
            case 'D' -> ConstantDescs.CD_Double;
            default -> ConstantDescs.CD_Float;
          };
      code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, type));
    }
  }

  /**
   * A class gets a constructor that leaves its fields alone, where its super classes have one.
   *
   * @param ofWorkspace tells by internal name which classes get one
   */
  static byte[] withBlank(byte[] original, ClassFile classFiles, Predicate<String> ofWorkspace) {
    ClassModel model = classFiles.parse(original);
    String parent = model.superclass().map(s -> s.asInternalName()).orElse("");
    boolean top = parent.equals("java/lang/Object");
    boolean special =
        model.flags().has(AccessFlag.INTERFACE)
            || model.flags().has(AccessFlag.MODULE)
            || (!top && !ofWorkspace.test(parent));
    if (special) {
      return original;
    }
    ClassDesc above = ClassDesc.ofInternalName(parent);
    return classFiles.transformClass(
        model,
        new ClassTransform() {
          @Override
          public void accept(ClassBuilder builder, ClassElement element) {
            builder.with(element);
          }

          @Override
          public void atEnd(ClassBuilder builder) {
            builder.withMethodBody(
                ConstantDescs.INIT_NAME,
                MAKE,
                ClassFile.ACC_PROTECTED | ClassFile.ACC_SYNTHETIC,
                code -> {
                  code.aload(0);
                  if (top) {
                    code.invokespecial(above, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
                  } else {
                    code.aconst_null().invokespecial(above, ConstantDescs.INIT_NAME, MAKE);
                  }
                  code.return_();
                });
          }
        });
  }
}
