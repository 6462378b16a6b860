package library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LateFeeTest {
  private static final LocalDate DUE = LocalDate.of(2026, 3, 31);
  private final Book book = new Book("Emma", "Jane Austen", 1250);

  @Test
  void early() {
    assertEquals(0, LateFee.of(book, DUE, DUE.minusDays(3)));
  }

  @Test
  void lastDay() {
    assertEquals(0, LateFee.of(book, DUE, DUE));
  }

  @Test
  void oneDayLate() {
    assertEquals(70, LateFee.of(book, DUE, DUE.plusDays(1)));
  }

  @Test
  void neverMoreThanThePrice() {
    assertEquals(1250, LateFee.of(book, DUE, DUE.plusYears(2)));
  }
}
