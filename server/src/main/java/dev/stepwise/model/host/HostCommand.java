package dev.stepwise.model.host;

import dev.stepwise.model.llama.Options;
import dev.stepwise.settings.UserException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** How the host of given weights is started: this program again, as {@code stepwise model-host}. */
record HostCommand(Path weights, Options options) implements Hosts.Command {
  private static final String MAIN = "dev.stepwise.cli.Main";
  private static final List<String> PASSED_ON = List.of("stepwise.home", "stepwise.natives");
  private static final int KEY_LENGTH = 16;

  @Override
  public List<String> line(Path hostFile) {
    // The weights are outside the heap; the collector must not keep what it once took.
    List<String> line = java("-Xmx512m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30");
    line.addAll(List.of(MAIN, "model-host"));
    line.addAll(List.of("--file", hostFile.toString()));
    line.addAll(List.of("--weights", weights.toAbsolutePath().toString()));
    line.addAll(List.of("--id", options.id()));
    line.addAll(List.of("--context", Integer.toString(options.contextTokens())));
    line.addAll(List.of("--threads", Integer.toString(options.threads())));
    options.adapter().ifPresent(a -> line.addAll(List.of("--adapter", a.toString())));
    return line;
  }

  /** A Java of this program's kind, up to the name of the class to run. */
  static List<String> java(String... options) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of(options));
    line.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    for (String property : PASSED_ON) {
      String value = System.getProperty(property, "");
      if (!value.isEmpty()) {
        line.add("-D" + property + "=" + value);
      }
    }
    line.addAll(List.of("-cp", classPath()));
    return line;
  }

  /** The same for all who want the same weights in the same way from the same build. */
  String key() {
    try {
      Optional<Path> adapter = options.adapter();
      return key(
          stamp(weights), options.toString(), adapter.isPresent() ? stamp(adapter.get()) : "");
    } catch (IOException e) {
      throw new UserException("cannot read " + weights + ": " + e.getMessage(), e);
    }
  }

  /** The same for the same texts and the same build. */
  static String key(String... texts) throws IOException {
    try {
      List<String> parts = new ArrayList<>(List.of(texts));
      Optional<Path> build = build();
      parts.add(build.isPresent() ? stamp(build.get()) : "");
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, KEY_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String stamp(Path file) throws IOException {
    Path real = file.toRealPath();
    return real + " " + Files.size(real) + " " + Files.getLastModifiedTime(real);
  }

  private static Optional<Path> build() {
    try {
      return Optional.of(
          Path.of(HostCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Absolute, because the host runs in another folder. */
  private static String classPath() {
    List<String> all = new ArrayList<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      all.add(Path.of(element).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, all);
  }
}
