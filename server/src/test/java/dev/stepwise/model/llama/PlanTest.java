package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
  /** A prompt of segments with the given lengths; its tokens are 0, 1, 2 … */
  private static Plan plan(int... lengths) {
    int[] next = {0};
    return Plan.of(
        Arrays.stream(lengths)
            .mapToObj(length -> IntStream.range(0, length).map(i -> next[0]++).toArray())
            .toList());
  }

  @Test
  void segmentsThatFillAWideBatchCloseIt() {
    assertThat(plan(10).narrowFrom()).isZero();
    assertThat(plan(63).narrowFrom()).isZero();
    assertThat(plan(1, 300, 1, 20).narrowFrom()).isEqualTo(301);
    assertThat(plan(1, 300, 1, 80).narrowFrom()).isEqualTo(382);
    assertThat(plan(30, 30, 30, 30).narrowFrom()).isEqualTo(90);
  }

  @Test
  void batchesCoverThePromptAndStayWideOrNarrow() {
    for (Plan plan : List.of(plan(10), plan(64), plan(513), plan(1, 700, 40), plan(1100, 63))) {
      int at = 0;
      while (at < plan.length()) {
        int end = plan.batchEnd(at, 512);
        assertThat(end - at).isBetween(1, 512);
        assertThat(end - at >= Plan.WIDE).isEqualTo(at < plan.narrowFrom());
        at = end;
      }
      assertThat(at).isEqualTo(plan.length());
    }
  }

  @Test
  void batchesOfALongPromptHaveWholeGroupsOfRows() {
    for (int length = 513; length < 3000; length += 7) {
      Plan plan = plan(length);
      int first = plan.batchEnd(0, 512);
      assertThat(first % Plan.WIDE).as("first batch of %d", length).isZero();
    }
  }

  @Test
  void batchesEndBeforeTheBlocksOfCellsDo() {
    assertThat(ends(plan(1024), 0)).containsExactly(512, 1024);
    assertThat(ends(plan(1024), 16)).containsExactly(512, 1024);
    assertThat(ends(plan(1022), 18)).as("in groups of four").containsExactly(510, 1022);
    assertThat(ends(plan(1100), 0)).containsExactly(512, 1024, 1100);
    assertThat(ends(plan(520), 0)).as("the last one stays wide").containsExactly(256, 520);
    assertThat(ends(plan(830), 300)).containsExactly(512, 830);
    assertThat(ends(plan(767), 255)).as("all in one").containsExactly(767);
  }

  private static List<Integer> ends(Plan plan, int from) {
    List<Integer> ends = new ArrayList<>();
    for (int at = from; at < plan.length(); at = ends.getLast()) {
      ends.add(plan.batchEnd(at, 512));
    }
    return ends;
  }

  @Test
  void paddingNeverMakesANarrowBatchWide() {
    for (int rows = 1; rows < 512; rows++) {
      int padded = rows + Context.paddingFor(rows);
      assertThat(padded - rows).isBetween(0, 3);
      assertThat(padded >= Plan.WIDE).as("%d rows", rows).isEqualTo(rows >= Plan.WIDE);
    }
    assertThat(Context.paddingFor(1)).isZero();
    assertThat(Context.paddingFor(3)).isEqualTo(1);
    assertThat(Context.paddingFor(7)).isEqualTo(1);
  }

  @Test
  void resumingKeepsBatchesWideAndLeavesTheLastTokenToDo() {
    Plan plan = plan(300, 20);
    assertThat(plan.resumeFrom(100)).isEqualTo(100);
    assertThat(plan.resumeFrom(290)).isEqualTo(236);
    assertThat(plan.resumeFrom(101)).as("in groups of four").isEqualTo(100);
    assertThat(plan.resumeFrom(310)).isEqualTo(308);
    assertThat(plan.resumeFrom(320)).isEqualTo(316);
    assertThat(plan(64).resumeFrom(64)).isZero();
    assertThat(plan(300).resumeFrom(300)).isEqualTo(236);
    assertThat(plan(300).resumeFrom(7)).as("not worth it").isZero();
    assertThat(plan(300, 1).resumeFrom(301)).isEqualTo(300);
  }

  @Test
  void onlyTokensEvaluatedTheSameWayAreCommon() {
    Plan plan = plan(300, 20);
    int[] longer = IntStream.range(0, 400).toArray();
    assertThat(plan.common(longer, 400, 300)).isEqualTo(320);
    assertThat(plan.common(longer, 400, 400)).isEqualTo(300);
    assertThat(plan.common(longer, 200, 100)).isEqualTo(100);
    longer[50] = -1;
    assertThat(plan.common(longer, 400, 300)).isEqualTo(50);
  }
}
