package dev.stepwise.repair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports as the frameworks write them; {@code tests/test_observe.py} has the same forms. */
class ToldTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          expected:<3> but was:<5> | expected 3 but was 5
          expected: <3> but was: <5> | expected 3 but was 5
          the sum ==> expected: <3> but was: <5> | expected 3 but was 5
          expected: <abc> but was: <> | expected "abc" but was ""
          expected: <a"b> but was: <a> | expected "a\\"b" but was "a"
          expected: <[1, 2]> but was: <[2, 1]> | expected [1, 2] but was [2, 1]
          expected: <true> but was: <false> | expected true but was false
          assert 5 == 3 | expected 3 but was 5
          assert [2, 1] == [1, 2] | expected [1, 2] but was [2, 1]
          assert None == 'abc' | expected "abc" but was null
          AssertionError: 5 != 3 | expected 3 but was 5
          java.lang.ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 5 | index out of bounds
          IndexError: list index out of range | index out of bounds
          IndexError: pop from empty list | nothing left
          java.util.NoSuchElementException | nothing left
          java.lang.StackOverflowError | stack overflow
          RecursionError: maximum recursion depth exceeded | stack overflow
          ran more than 100000 steps | no end
          java.lang.ArithmeticException: / by zero | division by zero
          ZeroDivisionError: integer modulo by zero | division by zero
          TypeError: 'NoneType' object is not subscriptable | null used
          java.lang.NullPointerException: Cannot invoke "String.length()" because "<local1>" is null | null used
          TypeError: can only concatenate str (not "int") to str | wrong type
          KeyError: 'a' | no such key
          java.lang.IllegalStateException: closed | IllegalStateException
          it went wrong | ``
          """)
  void reportsComeToTheFormOfTheTraining(String report, String failure) {
    assertThat(Told.failure(report)).isEqualTo(failure);
  }

  @ParameterizedTest
  @CsvSource({"200, 100", "100, 100", "5, 5"})
  void wordsAreCut(int length, int kept) {
    assertThat(Told.ofIssue("w".repeat(length)).words()).hasSize(kept);
  }
}
