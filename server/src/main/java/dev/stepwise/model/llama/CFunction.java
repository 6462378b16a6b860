package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * One C function. Arguments must have exactly the carrier types of its descriptor; a call costs
 * tens of nanoseconds besides the function's own work.
 */
final class CFunction {
  private final MethodHandle handle;

  private CFunction(MethodHandle handle) {
    this.handle = handle;
  }

  static CFunction bind(SymbolLookup lookup, String name, FunctionDescriptor descriptor) {
    MemorySegment symbol =
        lookup
            .find(name)
            .orElseThrow(
                () ->
                    new ModelException(
                        "this llama.cpp has no function " + name + "; build Stepwise again"));
    return at(symbol, descriptor);
  }

  /** A function known by its address only. */
  static CFunction at(MemorySegment symbol, FunctionDescriptor descriptor) {
    MethodHandle plain = Linker.nativeLinker().downcallHandle(symbol, descriptor);
    int count = plain.type().parameterCount();
    return new CFunction(
        plain
            .asSpreader(Object[].class, count)
            .asType(MethodType.methodType(Object.class, Object[].class)));
  }

  void run(Object... arguments) {
    call(arguments);
  }

  int asInt(Object... arguments) {
    return (Integer) value(arguments);
  }

  long asLong(Object... arguments) {
    return (Long) value(arguments);
  }

  boolean asBoolean(Object... arguments) {
    return (Boolean) value(arguments);
  }

  MemorySegment asPointer(Object... arguments) {
    return (MemorySegment) value(arguments);
  }

  /** For a function that returns a struct; the struct lives as long as {@code arena}. */
  MemorySegment asStruct(Arena arena, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = (SegmentAllocator) arena;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return (MemorySegment) value(all);
  }

  private Object value(Object[] arguments) {
    Object value = call(arguments);
    if (value == null) {
      throw new IllegalStateException("a C function without result was asked for one");
    }
    return value;
  }

  private @Nullable Object call(Object[] arguments) {
    try {
      return (Object) handle.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
