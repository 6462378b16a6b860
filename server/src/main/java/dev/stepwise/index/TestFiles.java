package dev.stepwise.index;

import dev.stepwise.language.Declaration;
import java.util.Set;

/** What counts as a test, by the customs of each language. */
final class TestFiles {
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "Property");

  private TestFiles() {}

  static boolean isTestFile(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String slashed = "/" + path;
    return slashed.contains("/test/")
        || slashed.contains("/tests/")
        || slashed.contains("/__tests__/")
        || name.startsWith("test_")
        || name.endsWith("_test.py")
        || name.endsWith("_test.go")
        || name.contains(".test.")
        || name.contains(".spec.")
        || (name.endsWith(".java") && isJavaTest(name.substring(0, name.length() - 5)));
  }

  private static boolean isJavaTest(String type) {
    return type.startsWith("Test")
        || type.endsWith("Test")
        || type.endsWith("Tests")
        || type.endsWith("IT");
  }

  static boolean isTest(Declaration declaration, boolean inTestFile) {
    if (declaration.kind().isCode()) {
      return declaration.annotations().stream().anyMatch(ANNOTATIONS::contains)
          || (inTestFile && declaration.name().regionMatches(true, 0, "test", 0, 4));
    }
    return inTestFile && declaration.kind().isType();
  }
}
