package library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final Catalogue catalogue = new Catalogue();
  private final Book emma = new Book("Emma", "Jane Austen", 1250);
  private final Book austen = new Book("Jane Austen: A Life", "Claire Tomalin", 1899);

  @BeforeEach
  void fill() {
    catalogue.add(emma);
    catalogue.add(austen);
    catalogue.add(new Book("Middlemarch", "George Eliot", 1499));
  }

  @Test
  void findsByAuthor() {
    assertEquals(List.of(emma, austen), catalogue.find("jane austen"));
  }

  @Test
  void findsNothing() {
    assertEquals(List.of(), catalogue.find("cookery"));
  }

  @Test
  void dearest() {
    assertEquals(austen, catalogue.dearest());
    assertNull(new Catalogue().dearest());
  }

  @Test
  void size() {
    assertEquals(3, catalogue.size());
  }
}
