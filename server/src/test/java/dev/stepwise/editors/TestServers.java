package dev.stepwise.editors;

import dev.stepwise.cli.Main;
import dev.stepwise.lsp.ToyServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Command lines of the servers that editors start in tests. */
final class TestServers {
  private TestServers() {}

  /** Our server with an agent that turns BUG into FIXED, once the file {@code go} is there. */
  static List<String> toy(Path go) {
    return java(ToyServer.class, go.toString(), "serve");
  }

  /** Our server as it is. */
  static List<String> real() {
    return java(Main.class, "serve", "--stdio");
  }

  /** Another server, which complains of every BUG and can do nothing else. */
  static List<String> linter() {
    return java(LinterServer.class);
  }

  private static List<String> java(Class<?> main, String... arguments) {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (main == Main.class ? 4 : 1),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()),
            Stream.of(arguments))
        .toList();
  }
}
