package dev.stepwise.language.java;

import dev.stepwise.language.java.JavaCompilerSession.CompiledClass;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** Keeps javac's output in memory. */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final Map<String, Output> outputs = new TreeMap<>();

  private Map<Path, String> overlay = Map.of();

  MemoryFiles(StandardJavaFileManager files) {
    super(files);
  }

  /** From now on these texts are found on the source path instead of the files'. */
  void overlay(Map<Path, String> unsaved) {
    overlay = unsaved;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    Iterable<JavaFileObject> found = super.list(location, packageName, kinds, recurse);
    if (location != StandardLocation.SOURCE_PATH || overlay.isEmpty()) {
      return found;
    }
    List<JavaFileObject> all = new ArrayList<>();
    for (JavaFileObject file : found) {
      Path path = fileManager.asPath(file);
      String text = overlay.get(path);
      all.add(text == null ? file : new Source(new SourceText(path, text)));
    }
    return all;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    if (file instanceof Source source) {
      for (Path root : fileManager.getLocationAsPaths(location)) {
        if (source.text().file().startsWith(root)) {
          String name = root.relativize(source.text().file()).toString();
          return name.substring(0, name.length() - ".java".length())
              .replace(File.separatorChar, '.');
        }
      }
    }
    return super.inferBinaryName(location, file);
  }

  /** What was written since the last call. */
  Map<String, CompiledClass> take() {
    Map<String, CompiledClass> classes = new TreeMap<>();
    outputs.forEach(
        (name, output) ->
            classes.put(name, new CompiledClass(output.source.file(), output.bytes.toByteArray())));
    outputs.clear();
    return classes;
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
    if (!(sibling instanceof Source source)) {
      throw new IllegalStateException("javac wants to write " + className + " for no source");
    }
    Output output = new Output(className, kind, source.text());
    outputs.put(className, output);
    return output;
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return a.toUri().equals(b.toUri());
  }

  /** A source file as it is now. */
  static final class Source extends SimpleJavaFileObject {
    private final SourceText text;

    Source(SourceText text) {
      super(text.file().toUri(), Kind.SOURCE);
      this.text = text;
    }

    SourceText text() {
      return text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      String all = text.text();
      // javac takes a byte order mark for an illegal character.
      return all.startsWith("\uFEFF") ? " " + all.substring(1) : all;
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final SourceText source;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);

    Output(String className, Kind kind, SourceText source) {
      super(URI.create("mem:///" + className.replace('.', '/') + kind.extension), kind);
      this.source = source;
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }
}
