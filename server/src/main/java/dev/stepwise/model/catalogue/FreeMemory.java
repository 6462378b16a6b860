package dev.stepwise.model.catalogue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Main memory of this machine or container, in bytes.
 *
 * @param available what could be used now without pushing others out
 */
public record FreeMemory(long total, long available) {
  private static final Path MEMINFO = Path.of("/proc/meminfo");

  /** As it is now. */
  public static FreeMemory now() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long total = system.getTotalMemorySize();
    long free = system.getFreeMemorySize();
    // The JDK does not count the page cache as free; where no container limits us, the kernel's
    // own estimate is better.
    if (kilobytes("MemTotal:") << 10 == total) {
      free = Math.max(free, kilobytes("MemAvailable:") << 10);
    }
    return new FreeMemory(total, free);
  }

  private static long kilobytes(String key) {
    if (!Files.isReadable(MEMINFO)) {
      return 0;
    }
    try {
      return Files.readAllLines(MEMINFO).stream()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
