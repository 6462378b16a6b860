package dev.stepwise.verify.runner.framework;

import dev.stepwise.verify.runner.TestFramework;
import java.util.Arrays;
import org.junit.Test;
import org.junit.runner.RunWith;

/** JUnit 4 and 5 side by side, where the JUnit Platform has no engine for JUnit 4. */
public final class MixedFramework implements TestFramework {
  private final TestFramework platform = new PlatformFramework();
  private final TestFramework junit4 = new Junit4Framework();

  @Override
  public void run(Class<?> testClass, String method, Listener listener) {
    (isJunit4(testClass) ? junit4 : platform).run(testClass, method, listener);
  }

  private static boolean isJunit4(Class<?> testClass) {
    for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
      boolean marked =
          type.getName().equals("junit.framework.TestCase")
              || type.isAnnotationPresent(RunWith.class)
              || Arrays.stream(type.getDeclaredMethods())
                  .anyMatch(m -> m.isAnnotationPresent(Test.class));
      if (marked) {
        return true;
      }
    }
    return false;
  }
}
