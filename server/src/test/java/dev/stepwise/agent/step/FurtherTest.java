package dev.stepwise.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.agent.Situation;
import dev.stepwise.language.TestId;
import dev.stepwise.verify.TestRun;
import dev.stepwise.verify.TestRun.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FurtherTest {
  private static final String JAVA = "shop.CartTest.total(CartTest.java:%d)";
  private static final String PYTHON = "tests.test_cart.test_total(test_cart.py:%d)";

  @Test
  void someOfTheFailingTestsPass() {
    check(
        List.of(failed("CartTest#a", "1", JAVA, 1), failed("CartTest#b", "2", JAVA, 1)),
        List.of(passed("CartTest#a"), failed("CartTest#b", "3", JAVA, 1)),
        "0.5 1 of the failing tests pass");
  }

  @Test
  void aLaterAssertionOfTheTestFails() {
    TestRun.Result before = failed("shop.CartTest#total", "expected: <1>", JAVA, 12);
    check(
        List.of(before),
        List.of(failed("shop.CartTest#total", "expected: <1>", JAVA, 13)),
        "0.5 fails at a later line of the test");
    check(
        List.of(failed("tests/test_cart.py#TestCart::test_total[1-2]", "", PYTHON, 7)),
        List.of(failed("tests/test_cart.py#TestCart::test_total[1-2]", "", PYTHON, 8)),
        "0.5 fails at a later line of the test");
    check(
        List.of(before),
        List.of(failed("shop.CartTest#total", "expected: <2>", JAVA, 12)),
        "0.0 expected: <2>");
    check(List.of(before), List.of(before), "");
    check(List.of(before), List.of(failed("shop.CartTest#total", "expected: <1>", JAVA, 11)), "");
  }

  private static void check(
      List<TestRun.Result> before, List<TestRun.Result> now, String expected) {
    Situation situation =
        new Situation(Optional.empty(), before, List.of(), List.of(), Map.of(), true);
    assertThat(
            Further.of(new TestRun(now), situation)
                .map(f -> f.progress() + " " + f.how())
                .orElse(""))
        .isEqualTo(expected);
  }

  private static TestRun.Result failed(String test, String message, String frame, int line) {
    String helper = "shop.Helper.same(Helper.java:99)";
    return new TestRun.Result(
        TestId.parse(test), Outcome.FAILED, message, List.of(helper, frame.formatted(line)));
  }

  private static TestRun.Result passed(String test) {
    return new TestRun.Result(TestId.parse(test), Outcome.PASSED, "", List.of());
  }
}
