package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1000 * MS;

  private static Pace warm(int threads) {
    Pace pace = new Pace(threads);
    pace.warmedUp(64, 64 * MS); // one thread takes a millisecond for each token
    return pace;
  }

  @Test
  void aFastBatchKeepsAllThreads() {
    Pace pace = warm(4);
    assertThat(pace.begin(100, 0)).isEqualTo(4);
    assertThat(pace.tooSlow(30 * MS)).isFalse();
    pace.done(30 * MS);
    assertThat(pace.begin(100, 40 * MS)).isEqualTo(4);
  }

  @Test
  void aBatchSlowerThanOneThreadIsDoneAgainWithFewer() {
    Pace pace = warm(4);
    pace.begin(100, 0);
    assertThat(pace.tooSlow(201 * MS)).isTrue();
    assertThat(pace.gaveUp()).isTrue();
    pace.slowDown(201 * MS);
    assertThat(pace.begin(100, 201 * MS)).isEqualTo(2);
    assertThat(pace.gaveUp()).isFalse();
    pace.tooSlow(500 * MS);
    pace.slowDown(500 * MS);
    assertThat(pace.begin(100, 500 * MS)).isEqualTo(1);
    assertThat(pace.tooSlow(100 * SECOND)).isFalse();
  }

  @Test
  void moreThreadsAreTriedAgainLaterAndLater() {
    Pace pace = warm(2);
    long now = 0;
    for (long pause = 1; pause <= 8; pause *= 2) {
      assertThat(pace.begin(10, now)).isEqualTo(2);
      pace.tooSlow(now + SECOND / 2);
      pace.slowDown(now);
      assertThat(pace.begin(10, now + pause * SECOND - MS)).isEqualTo(1);
      now += pause * SECOND;
    }
  }
}
