package dev.stepwise.model.catalogue;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where Stepwise keeps files that it can make or fetch again. */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * This user's cache folder: {@code STEPWISE_CACHE}, {@code XDG_CACHE_HOME/stepwise}, {@code
   * %LOCALAPPDATA%\stepwise} or {@code ~/.cache/stepwise}; created if missing.
   *
   * @throws UserException if it cannot be created
   */
  public static Path open() {
    Path folder = locate(System.getenv(), System.getProperty("os.name"), home());
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserException(
          "cannot create the cache folder " + folder + "; set STEPWISE_CACHE to a writable one", e);
    }
  }

  static Path locate(Map<String, String> environment, String system, Path home) {
    String own = environment.getOrDefault("STEPWISE_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "stepwise");
    }
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    if (system.toLowerCase(Locale.ROOT).startsWith("windows") && !local.isBlank()) {
      return Path.of(local, "stepwise");
    }
    return home.resolve(".cache").resolve("stepwise");
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}
