package dev.stepwise.verify;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The few environment variables that tests get; keys and tokens of the user are not among them. */
final class TestEnvironment {
  private TestEnvironment() {}

  static Map<String, String> variables() {
    Map<String, String> kept = new TreeMap<>();
    kept.put("HOME", System.getProperty("java.io.tmpdir", "/tmp"));
    for (String name : new String[] {"PATH", "LANG", "LC_ALL", "TZ", "SystemRoot"}) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> kept.put(name, value));
    }
    return kept;
  }
}
