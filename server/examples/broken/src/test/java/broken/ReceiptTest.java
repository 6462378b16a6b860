package broken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReceiptTest {
  private final Receipt receipt = new Receipt();

  @Test
  void nothing() {
    assertEquals("nothing paid", receipt.print());
  }

  @Test
  void total() {
    receipt.add("late fee", 60);
    receipt.add("copies", 35);
    assertEquals("late fee: 60\ncopies: 35\ntotal: 95", receipt.print());
  }
}
