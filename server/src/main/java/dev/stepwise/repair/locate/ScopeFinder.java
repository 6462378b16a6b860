package dev.stepwise.repair.locate;

import java.nio.file.Path;
import java.util.List;

/** Finds the methods of a file, broken files included. */
public interface ScopeFinder {

  /** In the order of the text; a method inside another's anonymous class counts to the outer. */
  List<Scope> scopes(Path file, String text);

  /** By the file's extension; nothing for languages not known. */
  static ScopeFinder byExtension() {
    return (file, text) -> {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".java")) {
        return new JavaScopes().scopes(file, text);
      }
      return name.endsWith(".py") ? new PythonScopes().scopes(file, text) : List.of();
    };
  }
}
