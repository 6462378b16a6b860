package dev.stepwise.verify.runner.framework;

import dev.stepwise.verify.runner.TestFramework;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** JUnit 5, and whatever other engines of the JUnit Platform a project has. */
public final class PlatformFramework implements TestFramework {
  private final Launcher launcher = LauncherFactory.create();

  @Override
  public void run(Class<?> testClass, String method, Listener listener) {
    List<DiscoverySelector> selectors = new ArrayList<>();
    if (method.isEmpty()) {
      selectors.add(DiscoverySelectors.selectClass(testClass));
    } else {
      methods(testClass, method)
          .forEach(m -> selectors.add(DiscoverySelectors.selectMethod(testClass, m)));
    }
    if (!selectors.isEmpty()) {
      launcher.execute(
          LauncherDiscoveryRequestBuilder.request().selectors(selectors).build(),
          new Relay(listener));
    }
  }

  private static List<Method> methods(Class<?> testClass, String name) {
    Map<String, Method> found = new LinkedHashMap<>();
    for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
      add(type, name, found);
    }
    Arrays.stream(testClass.getInterfaces()).forEach(type -> add(type, name, found));
    return List.copyOf(found.values());
  }

  private static void add(Class<?> type, String name, Map<String, Method> found) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(name) && !method.isBridge() && !method.isSynthetic()) {
        found.putIfAbsent(Arrays.toString(method.getParameterTypes()), method);
      }
    }
  }

  private static final class Relay implements TestExecutionListener {
    private final Listener listener;
    private Optional<TestPlan> plan = Optional.empty();

    Relay(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
      plan = Optional.of(started);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      if (test.isTest()) {
        method(test).ifPresent(m -> listener.started(m.getClassName(), m.getMethodName()));
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      Optional<MethodSource> method = method(test);
      if (method.isPresent()) {
        listener.skipped(method.get().getClassName(), method.get().getMethodName(), reason);
      } else {
        className(test).ifPresent(name -> listener.skipped(name, "", reason));
      }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      Optional<MethodSource> method = method(test);
      String className =
          method.map(MethodSource::getClassName).or(() -> className(test)).orElse("");
      String methodName = method.map(MethodSource::getMethodName).orElse("");
      switch (result.getStatus()) {
        case SUCCESSFUL -> {
          if (test.isTest()) {
            listener.passed(className, methodName);
          }
        }
        case ABORTED -> listener.skipped(className, methodName, reason(result));
        case FAILED ->
            listener.failed(
                className, methodName, result.getThrowable().orElse(new AssertionError("failed")));
      }
    }

    private static String reason(TestExecutionResult result) {
      return result.getThrowable().map(t -> String.valueOf(t.getMessage())).orElse("");
    }

    /**
     * Of the test itself or the nearest container: dynamic tests may have a source of their own.
     */
    private Optional<MethodSource> method(TestIdentifier test) {
      Optional<TestIdentifier> at = Optional.of(test);
      while (at.isPresent()) {
        Optional<TestSource> source = at.get().getSource();
        if (source.isPresent() && source.get() instanceof MethodSource method) {
          return Optional.of(method);
        }
        if (source.isPresent() && source.get() instanceof ClassSource) {
          return Optional.empty();
        }
        TestIdentifier child = at.get();
        at = plan.flatMap(p -> p.getParent(child));
      }
      return Optional.empty();
    }

    private static Optional<String> className(TestIdentifier test) {
      return test.getSource()
          .filter(ClassSource.class::isInstance)
          .map(ClassSource.class::cast)
          .map(ClassSource::getClassName);
    }
  }
}
