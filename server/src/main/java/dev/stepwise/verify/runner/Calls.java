package dev.stepwise.verify.runner;

import dev.stepwise.verify.runner.value.Copier;
import dev.stepwise.verify.runner.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records what instrumented methods are called with. Called by instrumented code only, for which it
 * must be static.
 */
public final class Calls {
  /** Of one method in one test: more look alike. */
  private static final int MOST_IN_TEST = 24;

  /** Looks at so many calls in one test, so that those of an endless one cost little. */
  private static final int MOST_LOOKED_AT = 400;

  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final List<Method> METHODS = new ArrayList<>();
  private static final Set<Call> SEEN = new LinkedHashSet<>();
  private static int[] looked = new int[0];
  private static int[] kept = new int[0];
  private static Set<String> classes = Set.of();
  private static ClassLoader loader = ClassLoader.getSystemClassLoader();

  private Calls() {}

  /**
   * A method whose calls are recorded.
   *
   * @param descriptor as in class files
   * @param isStatic whether there is no receiver, which else is the first of the arguments
   */
  record Method(String className, String name, String descriptor, boolean isStatic) {}

  /**
   * A call.
   *
   * @param outer whether it came from outside the classes that are watched
   */
  record Call(Method method, boolean outer, List<Value> arguments) {}

  /** From now on calls between other classes and these are told from those among them. */
  static synchronized void watch(Collection<String> watched, ClassLoader workspace) {
    classes = Set.copyOf(watched);
    loader = workspace;
    METHODS.clear();
    take();
  }

  static synchronized boolean isWatched(String className) {
    return classes.contains(className);
  }

  static synchronized int register(Method method) {
    METHODS.add(method);
    looked = new int[METHODS.size()];
    kept = new int[METHODS.size()];
    return METHODS.size() - 1;
  }

  /** Instrumented code calls this first thing in the method that was given this number. */
  public static synchronized void enter(int number, @Nullable Object[] arguments) {
    if (number >= looked.length
        || ++looked[number] > MOST_LOOKED_AT
        || kept[number] >= MOST_IN_TEST) {
      return;
    }
    String caller =
        WALKER
            .walk(s -> s.skip(2).findFirst().map(StackWalker.StackFrame::getClassName))
            .orElse("");
    new Copier(loader)
        .copy(arguments)
        .map(a -> new Call(METHODS.get(number), !classes.contains(caller), a))
        .filter(SEEN::add)
        .ifPresent(c -> kept[number]++);
  }

  /** The calls since the last time, each but once, in their order. */
  static synchronized List<Call> take() {
    List<Call> taken = List.copyOf(SEEN);
    SEEN.clear();
    looked = new int[METHODS.size()];
    kept = new int[METHODS.size()];
    return taken;
  }
}
