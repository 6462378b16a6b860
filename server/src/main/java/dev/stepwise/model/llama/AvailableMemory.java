package dev.stepwise.model.llama;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a model may take now. */
public final class AvailableMemory {
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

  private AvailableMemory() {}

  /** Bytes that can be taken without swapping: what is free or only caches files. */
  public static long bytes() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long total = system.getTotalMemorySize();
    Path info = Path.of("/proc/meminfo");
    if (Files.isReadable(info)) {
      try {
        return Math.min(total, available(Files.readAllLines(info), total));
      } catch (IOException e) {
        return total;
      }
    }
    // macOS and Windows count file caches as used, so that "free" would refuse far too much.
    return total;
  }

  static long available(List<String> meminfo, long other) {
    for (String line : meminfo) {
      Matcher matcher = AVAILABLE.matcher(line);
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1)) * 1024;
      }
    }
    return other;
  }
}
