package library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingListTest {
  private final WaitingList list = new WaitingList();

  @Test
  void firstComeFirstServed() {
    list.join("Ada");
    list.join("Grace");
    assertEquals(Optional.of("Ada"), list.next());
    assertEquals(Optional.of("Grace"), list.next());
  }

  @Test
  void nobodyWaits() {
    assertEquals(Optional.empty(), list.next());
  }

  @Test
  void nobodyWaitsTwice() {
    assertTrue(list.join("Ada"));
    assertFalse(list.join("Ada"));
  }

  @Test
  void place() {
    list.join("Ada");
    list.join("Grace");
    assertEquals(2, list.placeOf("Grace"));
    assertEquals(0, list.placeOf("Linus"));
  }
}
