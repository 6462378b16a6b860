package dev.stepwise.verify.runner.framework;

import dev.stepwise.verify.runner.TestFramework;
import java.util.HashSet;
import java.util.Set;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.manipulation.Filter;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/** JUnit 4 and 3, through JUnit 4's own core. */
public final class Junit4Framework implements TestFramework {

  @Override
  public void run(Class<?> testClass, String method, Listener listener) {
    JUnitCore core = new JUnitCore();
    core.addListener(new Relay(listener));
    Request request = Request.aClass(testClass);
    core.run(method.isEmpty() ? request : request.filterWith(named(method)));
  }

  /** Parameterised tests are called {@code name[0]}. */
  private static String methodName(Description description) {
    String name = description.getMethodName();
    if (name == null) {
      return "";
    }
    int bracket = name.indexOf('[');
    return bracket > 0 ? name.substring(0, bracket) : name;
  }

  private static Filter named(String method) {
    return new Filter() {
      @Override
      public boolean shouldRun(Description description) {
        return description.isTest()
            ? methodName(description).equals(method)
            : description.getChildren().stream().anyMatch(this::shouldRun);
      }

      @Override
      public String describe() {
        return method;
      }
    };
  }

  private static final class Relay extends RunListener {
    private final Listener listener;
    private final Set<Description> ended = new HashSet<>();

    Relay(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void testStarted(Description test) {
      listener.started(test.getClassName(), methodName(test));
    }

    @Override
    public void testFailure(Failure failure) {
      Description test = failure.getDescription();
      ended.add(test);
      listener.failed(
          test.getClassName() == null ? "" : test.getClassName(),
          methodName(test),
          failure.getException());
    }

    @Override
    public void testAssumptionFailure(Failure failure) {
      Description test = failure.getDescription();
      ended.add(test);
      listener.skipped(test.getClassName(), methodName(test), String.valueOf(failure.getMessage()));
    }

    @Override
    public void testIgnored(Description test) {
      listener.skipped(test.getClassName(), methodName(test), "ignored");
    }

    @Override
    public void testFinished(Description test) {
      if (ended.add(test)) {
        listener.passed(test.getClassName(), methodName(test));
      }
    }
  }
}
