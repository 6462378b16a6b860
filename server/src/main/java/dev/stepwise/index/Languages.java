package dev.stepwise.index;

import dev.stepwise.language.SourceReader;
import dev.stepwise.language.go.Go;
import dev.stepwise.language.java.JavaReader;
import dev.stepwise.language.javascript.JavaScript;
import dev.stepwise.language.javascript.TypeScript;
import dev.stepwise.language.python.Python;
import dev.stepwise.language.text.DocumentReader;
import java.util.List;
import java.util.Optional;

/** The languages the index reads; everything else is plain text to it. */
final class Languages {
  private final List<SourceReader> readers =
      List.of(
          new JavaReader(),
          new DocumentReader(),
          Python.reader(),
          JavaScript.reader(),
          TypeScript.reader(),
          TypeScript.markupReader(),
          Go.reader());

  Optional<SourceReader> readerOf(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return readers.stream().filter(reader -> reader.reads(name)).findFirst();
  }
}
