package dev.stepwise.model.llama;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A pinned npm package with llama.cpp for one platform.
 *
 * @param platform as npm names it, for example {@code linux-x64}
 * @param version of the package
 * @param sha512 of its archive, base64
 */
record NativePackage(String platform, String version, String sha512) {

  /** What {@code npm pack} is asked for. */
  String coordinates() {
    return "@node-llama-cpp/" + platform + "@" + version;
  }

  String archiveName() {
    return "node-llama-cpp-" + platform + "-" + version + ".tgz";
  }

  /** The package for a system, or empty where none is pinned. */
  static Optional<NativePackage> of(String osName, String osArch) {
    String platform = platform(osName, osArch);
    return all().stream().filter(p -> p.platform().equals(platform)).findFirst();
  }

  /** The package for this machine. */
  static Optional<NativePackage> here() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  private static String platform(String osName, String osArch) {
    String name = osName.toLowerCase(Locale.ROOT);
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    if (name.contains("mac")) {
      return arm ? "mac-arm64-metal" : "mac-x64";
    }
    return (name.contains("win") ? "win-" : "linux-") + (arm ? "arm64" : "x64");
  }

  static List<NativePackage> all() {
    InputStream pins = NativePackage.class.getResourceAsStream("natives.txt");
    if (pins == null) {
      throw new IllegalStateException("natives.txt is missing from the class path");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(pins, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(fields -> new NativePackage(fields[0], fields[1], fields[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
