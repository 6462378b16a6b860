package library;

import java.util.Objects;

/** A book the library owns. */
public record Book(String title, String author, int priceInCents) {
  public Book {
    Objects.requireNonNull(title);
    Objects.requireNonNull(author);
    if (priceInCents < 0) {
      throw new IllegalArgumentException("a price is never negative: " + priceInCents);
    }
  }
}
