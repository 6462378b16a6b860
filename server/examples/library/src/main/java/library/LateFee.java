package library;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What a reader pays for a book that comes back late. */
public final class LateFee {
  private static final int CENTS_ONCE = 50;
  private static final int CENTS_PER_DAY = 20;

  private LateFee() {}

  /** The fee in cents: nothing up to and on the due date, never more than the book's price. */
  public static int of(Book book, LocalDate due, LocalDate returned) {
    long daysLate = ChronoUnit.DAYS.between(due, returned);
    if (daysLate < 0) {
      return 0;
    }
    long fee = CENTS_ONCE + daysLate * CENTS_PER_DAY;
    return (int) Math.min(fee, book.priceInCents());
  }
}
