package dev.stepwise.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** One consistent state of the index, open as long as a question takes. */
final class Snapshot implements Lookup {
  /** So many uses of a name are looked at before the closest are chosen. */
  private static final int MOST_CANDIDATES = 4000;

  private final IndexSearcher searcher;
  private final WorkspaceText texts;

  Snapshot(IndexSearcher searcher, WorkspaceText texts) {
    this.searcher = searcher;
    this.texts = texts;
  }

  @Override
  public List<Symbol> definitions(String name, String near, int limit) {
    List<Symbol> found = new ArrayList<>();
    for (Place place : closest(name, Fields.DECLARED, near, limit)) {
      symbols(place).stream().filter(s -> s.name().equals(name)).forEach(found::add);
    }
    return found.subList(0, Math.min(limit, found.size()));
  }

  @Override
  public List<Symbol> symbols(String pattern, int limit) {
    List<Symbol> found = new ArrayList<>();
    for (String name : new NameMatcher(pattern).names(searcher.getIndexReader(), limit)) {
      if (found.size() < limit) {
        found.addAll(definitions(name, "", limit - found.size()));
      }
    }
    return found;
  }

  @Override
  public List<Reference> references(String name, String near, int limit) {
    return uses(name, Fields.MENTIONED, near, limit);
  }

  @Override
  public List<Reference> callers(String name, String near, int limit) {
    return uses(name, Fields.CALLED, near, limit);
  }

  private List<Reference> uses(String name, int bit, String near, int limit) {
    List<Reference> found = new ArrayList<>();
    for (Place place : closest(name, bit, near, limit)) {
      found.add(new Reference(symbols(place).getFirst(), (place.bits & Fields.CALLED) != 0));
    }
    return found;
  }

  @Override
  public List<Symbol> outline(String path) {
    List<Symbol> found = new ArrayList<>();
    for (Place place : places(Fields.KEY, new BytesRef(path))) {
      List<Symbol> symbols = symbols(place);
      found.addAll(isFile(symbols.getFirst()) ? symbols.subList(1, symbols.size()) : symbols);
    }
    found.sort(Comparator.comparingInt(s -> s.range().start()));
    return found;
  }

  private static boolean isFile(Symbol symbol) {
    return symbol.path().endsWith(symbol.name())
        && symbol.range().start() == 0
        && symbol.line() == 0
        && symbol.signature().equals(symbol.name());
  }

  @Override
  public List<Hit> searchCode(String words, int limit) {
    return new TextSearch(this).code(words, limit);
  }

  @Override
  public List<Hit> searchDocs(String words, int limit) {
    return new TextSearch(this).docs(words, limit);
  }

  @Override
  public List<Symbol> docsOfModule(String path) {
    return new ModuleDocs(this).of(path);
  }

  @Override
  public List<Hit> testsLikelyCovering(Symbol method, int limit) {
    return new TextSearch(this).tests(method, limit);
  }

  @Override
  public List<Hit> similarMethods(Symbol method, int limit) {
    return new TextSearch(this).similar(method, limit);
  }

  @Override
  public ProjectFacts projectFacts() {
    return new FactFinder(this, texts).facts();
  }

  WorkspaceText texts() {
    return texts;
  }

  IndexSearcher searcher() {
    return searcher;
  }

  /** Path to state of every file in the store. */
  Map<String, FileState> fileStates() {
    Map<String, FileState> states = new HashMap<>();
    try {
      for (Place place : places(Fields.KEY, new BytesRef(Fields.ANY_FILE))) {
        BinaryDocValues values = place.leaf.reader().getBinaryDocValues(Fields.STATE);
        if (values != null && values.advanceExact(place.doc)) {
          states.put(path(place), FileState.read(new Bytes.In(values.binaryValue())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return states;
  }

  /** Where the first document of a file is. */
  Optional<Place> file(String path) {
    return places(Fields.KEY, new BytesRef(Fields.FILE_OF + path)).stream().findFirst();
  }

  /** The symbols of a document, its own first. */
  List<Symbol> symbols(Place place) {
    try {
      BinaryDocValues values = place.leaf.reader().getBinaryDocValues(Fields.SYMBOLS);
      if (values == null || !values.advanceExact(place.doc)) {
        throw new IllegalStateException("document without symbols");
      }
      Bytes.In in = new Bytes.In(values.binaryValue());
      String path = path(place);
      List<Symbol> symbols = new ArrayList<>();
      while (in.more()) {
        symbols.add(SymbolCodec.read(path, in));
      }
      return symbols;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document by its number in the whole index. */
  Place place(int doc) {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    int leaf = org.apache.lucene.index.ReaderUtil.subIndex(doc, leaves);
    return new Place(leaves.get(leaf), doc - leaves.get(leaf).docBase, 0);
  }

  private String path(Place place) throws IOException {
    SortedDocValues values = place.leaf.reader().getSortedDocValues(Fields.PATH);
    if (values == null || !values.advanceExact(place.doc)) {
      throw new IllegalStateException("document without path");
    }
    return values.lookupOrd(values.ordValue()).utf8ToString();
  }

  /** The documents that use {@code name} in the way {@code bit} says, closest first. */
  private List<Place> closest(String name, int bit, String near, int limit) {
    List<Place> places =
        places(Fields.NAMES, new BytesRef(name)).stream()
            .filter(place -> (place.bits & bit) != 0)
            .limit(MOST_CANDIDATES)
            .toList();
    if (near.isEmpty() || places.size() < 2) {
      return places.subList(0, Math.min(limit, places.size()));
    }
    Closeness closeness = new Closeness(near);
    List<Ranked> ranked = new ArrayList<>(places.size());
    try {
      for (Place place : places) {
        ranked.add(new Ranked(place, closeness.of(path(place))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ranked.sort(Comparator.comparingInt(r -> -r.closeness));
    return ranked.stream().limit(limit).map(Ranked::place).toList();
  }

  /** All live documents with a term, their number with it as {@link Place#bits}. */
  List<Place> places(String field, BytesRef term) {
    List<Place> places = new ArrayList<>();
    try {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        PostingsEnum postings = leaf.reader().postings(new Term(field, term), PostingsEnum.FREQS);
        if (postings == null) {
          continue;
        }
        Bits live = leaf.reader().getLiveDocs();
        for (int doc = postings.nextDoc();
            doc != PostingsEnum.NO_MORE_DOCS;
            doc = postings.nextDoc()) {
          if (live == null || live.get(doc)) {
            places.add(new Place(leaf, doc, postings.freq()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places;
  }

  /** A document. */
  record Place(LeafReaderContext leaf, int doc, int bits) {}

  private record Ranked(Place place, int closeness) {}
}
