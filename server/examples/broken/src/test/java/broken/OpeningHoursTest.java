package broken;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {
  private final OpeningHours hours = new OpeningHours();

  @Test
  void closedOnSunday() {
    assertFalse(hours.open(DayOfWeek.SUNDAY, LocalTime.NOON));
  }

  @Test
  void closesAtSix() {
    assertTrue(hours.open(DayOfWeek.MONDAY, LocalTime.of(17, 59)));
    assertFalse(hours.open(DayOfWeek.MONDAY, LocalTime.of(18, 0)));
  }
}
