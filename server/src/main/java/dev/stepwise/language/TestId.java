package dev.stepwise.language;

/**
 * A test by name: a class and, where given, one of its methods.
 *
 * @param className fully qualified where known, for example {@code library.LateFeeTest}; for Python
 *     the file path relative to the workspace
 * @param method the method's name without parentheses, or empty for the whole class
 */
public record TestId(String className, String method) {

  /** Parses {@code CLASS} or {@code CLASS#METHOD}. */
  public static TestId parse(String text) {
    int hash = text.indexOf('#');
    return hash < 0
        ? new TestId(text, "")
        : new TestId(text.substring(0, hash), text.substring(hash + 1));
  }

  @Override
  public String toString() {
    return method.isEmpty() ? className : className + "#" + method;
  }
}
