package dev.stepwise.verify.runner;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;

/**
 * The project's libraries, the test framework among them, loaded once and kept. Of our own classes
 * it sees only what instrumented code and the framework adapters need; the adapters themselves are
 * defined here, so that they meet the project's own version of the framework.
 */
final class LibraryLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String ADAPTERS = "dev.stepwise.verify.runner.framework.";
  private static final Set<String> SHARED =
      Set.of(
          "dev.stepwise.verify.runner.Allocation",
          "dev.stepwise.verify.runner.StepMeter",
          "dev.stepwise.verify.runner.StepLimit",
          "dev.stepwise.verify.runner.Lines",
          "dev.stepwise.verify.runner.Calls",
          "dev.stepwise.verify.runner.value.Blank",
          "dev.stepwise.verify.runner.TestFramework",
          "dev.stepwise.verify.runner.TestFramework$Listener");

  LibraryLoader(List<URL> libraries) {
    super(libraries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  static boolean isShared(String name) {
    return SHARED.contains(name);
  }

  /** The adapter of that name in the package of adapters. */
  TestFramework framework(String name) throws ReflectiveOperationException {
    return (TestFramework) loadClass(ADAPTERS + name).getConstructor().newInstance();
  }

  /** Whether the libraries have this class. */
  boolean has(String name) {
    return getResource(name.replace('.', '/') + ".class") != null;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (SHARED.contains(name)) {
      return LibraryLoader.class.getClassLoader().loadClass(name);
    }
    if (!name.startsWith(ADAPTERS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineAdapter(name);
    }
  }

  private Class<?> defineAdapter(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = LibraryLoader.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
