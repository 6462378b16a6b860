package dev.stepwise.verify.runner;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;

/** Which of the project's test frameworks runs a test class. */
final class Frameworks implements TestFramework {
  private final Optional<TestFramework> platform;
  private final Optional<TestFramework> junit4;
  private final boolean platformRunsJunit4;

  Frameworks(LibraryLoader libraries) throws ReflectiveOperationException {
    platform =
        libraries.has("org.junit.platform.launcher.Launcher")
            ? Optional.of(libraries.framework("PlatformFramework"))
            : Optional.empty();
    junit4 =
        libraries.has("org.junit.runner.JUnitCore")
            ? Optional.of(libraries.framework("Junit4Framework"))
            : Optional.empty();
    platformRunsJunit4 =
        platform.isPresent() && libraries.has("org.junit.vintage.engine.VintageTestEngine");
  }

  @Override
  public void run(Class<?> testClass, String method, Listener listener) {
    boolean old = junit4.isPresent() && !platformRunsJunit4 && isJunit4(testClass);
    (old ? junit4 : platform.or(() -> junit4))
        .orElseThrow(
            () -> new IllegalStateException("neither JUnit 4 nor JUnit 5 on the class path"))
        .run(testClass, method, listener);
  }

  private static boolean isJunit4(Class<?> testClass) {
    for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
      if (type.getName().equals("junit.framework.TestCase")
          || has(type.getAnnotations(), "org.junit.runner.RunWith")) {
        return true;
      }
      for (Method method : type.getDeclaredMethods()) {
        if (has(method.getAnnotations(), "org.junit.Test")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean has(Annotation[] annotations, String name) {
    for (Annotation annotation : annotations) {
      if (annotation.annotationType().getName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
