package dev.stepwise.language.java;

import dev.stepwise.language.java.JavaCompilerSession.CompiledClass;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;

/** Keeps javac's output in memory. */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {
  private final Map<String, Output> outputs = new TreeMap<>();

  MemoryFiles(StandardJavaFileManager files) {
    super(files);
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
      return text.text();
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
