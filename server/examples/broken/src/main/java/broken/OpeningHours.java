package broken;

import java.time.LocalTime;

/** When the library is open. */
public final class OpeningHours {
  private static final LocalTime OPENS = LocalTime.of(9, 0);
  private static final LocalTime CLOSES = LocalTime.of(18, 0);

  /** Whether a reader may come in on this day at this time. */
  public boolean open(DayOfWeek day, LocalTime time) {
    if (day == DayOfWeek.SUNDAY) {
      return false;
    }
    return !time.isBefore(OPENS) && time.isBefore(CLOSES);
  }
}
