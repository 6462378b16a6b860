package dev.stepwise.verify.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The workspace's classes with one variant's in their place; a new one for each variant. */
final class CandidateLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String TICKS = "dev.stepwise.verify.runner.Ticks";

  private final WorkspaceClasses workspace;
  private final Map<String, byte[]> changed;
  private final Purpose purpose;

  CandidateLoader(
      LibraryLoader libraries,
      List<URL> resources,
      WorkspaceClasses workspace,
      Map<String, byte[]> changed,
      Purpose purpose) {
    super(resources.toArray(URL[]::new), libraries);
    this.workspace = workspace;
    this.changed = changed;
    this.purpose = purpose;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      Optional<byte[]> own = own(name);
      if (own.isEmpty()) {
        return super.loadClass(name, resolve);
      }
      byte[] bytes = own.get();
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  /** The step counter of this variant's classes. */
  StepMeter meter() {
    try {
      return (StepMeter) loadClass(TICKS).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<byte[]> own(String name) {
    if (name.equals(TICKS)) {
      return Optional.of(ticks());
    }
    if (LibraryLoader.isShared(name)) {
      return Optional.empty();
    }
    byte[] variant = changed.get(name);
    return variant != null
        ? Optional.of(workspace.instrument(name, variant, purpose))
        : workspace.instrumented(name, purpose);
  }

  private static byte[] ticks() {
    try (InputStream in = Ticks.class.getResourceAsStream("Ticks.class")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  @Override
  public URL findResource(String name) {
    if (name.endsWith(".class")) {
      String className = name.substring(0, name.length() - 6).replace('/', '.');
      Optional<URL> file = workspace.file(className).map(CandidateLoader::url);
      if (file.isPresent()) {
        return file.get();
      }
    }
    return super.findResource(name);
  }

  private static URL url(java.nio.file.Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
