package library;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All books of the library. */
public final class Catalogue {
  private final List<Book> books = new ArrayList<>();

  public void add(Book book) {
    books.add(book);
  }

  public int size() {
    return books.size();
  }

  /** Every book whose title or author contains the words, whatever their case. */
  public List<Book> find(String words) {
    String wanted = words.toLowerCase(Locale.ROOT);
    List<Book> found = new ArrayList<>();
    for (Book book : books) {
      String title = book.title().toLowerCase(Locale.ROOT);
      String author = book.author().toLowerCase(Locale.ROOT);
      if (title.contains(wanted) && author.contains(wanted)) {
        found.add(book);
      }
    }
    return found;
  }

  /** The dearest book, or null while the catalogue is empty. */
  public Book dearest() {
    Book best = null;
    for (Book book : books) {
      if (best == null || book.priceInCents() > best.priceInCents()) {
        best = book;
      }
    }
    return best;
  }
}
