package dev.stepwise.model.host;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where running hosts are found: a folder that only this user can read. */
final class RuntimeFolder {
  private RuntimeFolder() {}

  /** Whether file permissions are set in the POSIX way; elsewhere the profile folder is private. */
  static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  /**
   * {@code XDG_RUNTIME_DIR/stepwise}, or {@code run} in the cache folder.
   *
   * @throws UserException if it cannot be created
   */
  static Path open(Map<String, String> environment, Path cache) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    boolean usable = !runtime.isBlank() && Files.isWritable(Path.of(runtime));
    Path folder = usable ? Path.of(runtime, "stepwise") : cache.resolve("run");
    try {
      Files.createDirectories(folder);
      if (posix()) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return folder;
    } catch (IOException e) {
      throw new UserException("cannot create " + folder + ": " + e.getMessage(), e);
    }
  }
}
