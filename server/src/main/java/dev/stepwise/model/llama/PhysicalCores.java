package dev.stepwise.model.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * How many processor cores there are. Two threads on one core share its arithmetic units, so that
 * evaluating with more threads than cores is slower.
 */
final class PhysicalCores {
  private PhysicalCores() {}

  static int count() {
    int processors = Runtime.getRuntime().availableProcessors();
    int cores = cores(Path.of("/sys/devices/system/cpu"), processors);
    return Math.max(1, cores == 0 ? processors : Math.min(cores, processors));
  }

  /** Cores as Linux tells them below {@code folder}; 0 where it does not. */
  static int cores(Path folder, int processors) {
    Set<String> siblings = new HashSet<>();
    for (int i = 0; i < processors; i++) {
      Path list = folder.resolve("cpu" + i).resolve("topology").resolve("thread_siblings_list");
      if (!Files.isReadable(list)) {
        return 0;
      }
      try {
        siblings.add(Files.readString(list).strip());
      } catch (IOException e) {
        return 0;
      }
    }
    return siblings.size();
  }
}
