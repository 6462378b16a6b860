package dev.stepwise.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Of the texts an editor holds, those that matter: of our language and not as on disk. */
final class UnsavedTexts {
  private UnsavedTexts() {}

  /**
   * @param open absolute path to text
   * @param suffix of file names that matter
   */
  static Map<Path, String> of(Map<Path, String> open, String suffix) {
    Map<Path, String> different = new HashMap<>();
    open.forEach(
        (file, text) -> {
          if (file.toString().endsWith(suffix) && !isOnDisk(file, text)) {
            different.put(file, text);
          }
        });
    return Map.copyOf(different);
  }

  private static boolean isOnDisk(Path file, String text) {
    try {
      return Files.isRegularFile(file) && Files.readString(file).equals(text);
    } catch (IOException e) {
      // Not there or not UTF-8: the editor's text is what we have.
      return false;
    }
  }
}
