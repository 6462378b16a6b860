package dev.stepwise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapKeeperTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void garbageOfWorkThatIsOverIsCollected() {
    System.gc();
    HeapKeeper.check();
    long before = used();
    assertThat(worked()).isEqualTo(200);

    HeapKeeper.check();

    assertThat(used() - before).isLessThan(100L * MEGABYTE);
    assertThat(HeapKeeper.sinceCollected()).isLessThan(100L * MEGABYTE);
  }

  /** A collection takes a tenth of a second: not after each step that made a little garbage. */
  @Test
  void littleGarbageIsLeftToTheCollector() {
    System.gc();
    long collections = collections();

    HeapKeeper.check();

    assertThat(collections()).isEqualTo(collections);
  }

  /** Holds 200 megabytes for a while. */
  private static int worked() {
    List<byte[]> held = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      held.add(new byte[MEGABYTE]);
    }
    return held.size();
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
