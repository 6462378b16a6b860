package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.model.Completion;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.settings.Budget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real weights: who waits does not wait for work that nobody waits for. */
@Tag("slow")
class OvertakingTest {
  private static final int LONG = 200;

  @Test
  void anInteractiveRequestFinishesInTheMiddleOfBackgroundWork() throws Exception {
    try (LlamaModel model = SmallModel.open(Options.defaults().withContextTokens(1024));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Request slow = Request.greedy(Prompt.ofText("1, 2, 3, 4, 5,"), LONG);
      Request quick = Request.greedy(Prompt.ofText("int max(int a, int b) {"), 8);
      Budget budget = Budget.of(Duration.ofMinutes(10));
      String alone = model.complete(slow, budget).getFirst().text();
      String quickAlone = model.complete(quick, budget).getFirst().text();

      AtomicInteger pieces = new AtomicInteger();
      CountDownLatch begun = new CountDownLatch(3);
      Future<List<Completion>> background =
          threads.submit(
              () ->
                  model
                      .inBackground()
                      .complete(
                          slow,
                          budget,
                          (sample, text) -> {
                            pieces.incrementAndGet();
                            begun.countDown();
                          }));
      begun.await();
      int[] whileServed = new int[2];
      String text =
          model
              .complete(
                  quick,
                  budget,
                  (sample, piece) -> {
                    whileServed[0] = whileServed[0] == 0 ? pieces.get() : whileServed[0];
                    whileServed[1] = pieces.get();
                  })
              .getFirst()
              .text();
      assertThat(background.isDone()).isFalse();
      assertThat(whileServed[1]).as("background work rests").isEqualTo(whileServed[0]);
      assertThat(whileServed[1]).isLessThan(LONG / 2);
      assertThat(text).isEqualTo(quickAlone);
      assertThat(background.get().getFirst().text()).isEqualTo(alone);
    }
  }
}
