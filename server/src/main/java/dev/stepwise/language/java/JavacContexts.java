package dev.stepwise.language.java;

import com.sun.tools.javac.api.JavacTaskPool;
import java.util.List;
import java.util.Optional;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * javac with its symbol tables kept from one call to the next: about five times as many small
 * compilations in the same time. The class is javac's own and not public, so the JVM must be
 * started with {@code --add-exports jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED}; our jar's
 * manifest says so.
 */
final class JavacContexts {
  private final JavacTaskPool pool = new JavacTaskPool(1);

  private JavacContexts() {}

  /** Empty where this JVM was started without the flag. */
  static Optional<JavacContexts> ifAllowed() {
    Module ours = JavacContexts.class.getModule();
    boolean allowed =
        ModuleLayer.boot()
            .findModule("jdk.compiler")
            .map(javac -> javac.isExported("com.sun.tools.javac.api", ours))
            .orElse(false);
    return allowed ? Optional.of(new JavacContexts()) : Optional.empty();
  }

  /**
   * Compiles; must be given the same file manager each time, for javac keeps the first one. Tells
   * whether javac thinks it succeeded.
   */
  boolean call(
      JavaFileManager files,
      DiagnosticListener<JavaFileObject> listener,
      List<String> options,
      List<JavaFileObject> units) {
    return pool.getTask(null, files, listener, options, null, units, task -> task.call());
  }
}
