package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps llama.cpp's last error messages, which say why a model was refused. */
final class NativeLog {
  static final MemorySegment NO_DATA = MemorySegment.NULL;
  private static final int ERROR_LEVEL = 4;
  private static final int CONTINUATION = 5;
  private static final int KEPT = 8;
  private static final long LONGEST = 1 << 16;

  private final Deque<String> errors = new ArrayDeque<>();
  private int level;

  /** A C function pointer to hand to the library; it lives as long as the process. */
  MemorySegment callback() {
    try {
      return Linker.nativeLinker()
          .upcallStub(
              MethodHandles.lookup()
                  .bind(
                      this,
                      "said",
                      MethodType.methodType(
                          void.class, int.class, MemorySegment.class, MemorySegment.class)),
              FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS),
              Arena.global());
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by llama.cpp
  private synchronized void said(int saidLevel, MemorySegment text, MemorySegment data) {
    level = saidLevel == CONTINUATION ? level : saidLevel;
    if (level == ERROR_LEVEL && text.address() != 0) {
      if (errors.size() == KEPT) {
        errors.removeFirst();
      }
      errors.addLast(text.reinterpret(LONGEST).getString(0).strip());
    }
  }

  /** Forgets what was said so far. */
  synchronized void clear() {
    errors.clear();
  }

  /**
   * The first error since {@link #clear}: the cause; later ones only repeat that loading failed.
   */
  synchronized String firstError() {
    return errors.isEmpty() ? "llama.cpp gave no reason" : errors.getFirst();
  }
}
