package dev.stepwise.index;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** One consistent state of the index, open as long as a question takes. */
final class Snapshot implements Lookup {
  /** So many symbols are told together. */
  private static final int PIECE = 50;

  /** Room for how a name is used. */
  private static final int BITS = 2;

  private static final int ALL_BITS = (1 << BITS) - 1;

  private final IndexSearcher searcher;
  private final WorkspaceText texts;

  /** By the segments' places. */
  private final @Nullable Columns[] columns;

  Snapshot(IndexSearcher searcher, WorkspaceText texts) {
    this.searcher = searcher;
    this.texts = texts;
    this.columns = new Columns[searcher.getIndexReader().leaves().size()];
  }

  private Columns columns(LeafReaderContext leaf) {
    Columns known = columns[leaf.ord];
    if (known == null) {
      known = new Columns(leaf.reader());
      columns[leaf.ord] = known;
    }
    return known;
  }

  @Override
  public List<Symbol> definitions(String name, String near, int limit) {
    List<Symbol> found = new ArrayList<>();
    for (Place place : closest(Fields.DECLARES, name, 0, near, limit)) {
      symbols(place).stream().filter(s -> s.name().equals(name)).forEach(found::add);
    }
    return found.subList(0, Math.min(limit, found.size()));
  }

  @Override
  public List<Symbol> symbols(String pattern, int limit) {
    List<Symbol> found = new ArrayList<>();
    symbols(pattern, limit, Budget.of(Duration.ofDays(1)), found::addAll);
    return found;
  }

  @Override
  public void symbols(String pattern, int limit, Budget budget, Consumer<List<Symbol>> found) {
    int left = limit;
    List<Symbol> piece = new ArrayList<>();
    for (String name : new NameMatcher(pattern).names(searcher.getIndexReader(), limit, budget)) {
      budget.checkCancelled();
      if (left <= 0 || budget.exhausted()) {
        break;
      }
      List<Symbol> more = definitions(name, "", left);
      left -= more.size();
      piece.addAll(more);
      if (piece.size() >= PIECE) {
        found.accept(List.copyOf(piece));
        piece.clear();
      }
    }
    found.accept(piece);
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
    for (Place place : closest(Fields.NAMES, name, bit, near, limit)) {
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
      Optional<LeafReaderContext> leaf = Optional.empty();
      BinaryDocValues values = null;
      for (Place place : places(Fields.KEY, new BytesRef(Fields.ANY_FILE))) {
        if (leaf.isEmpty() || leaf.get() != place.leaf) { // it reads on from where it stands
          leaf = Optional.of(place.leaf);
          values = place.leaf.reader().getBinaryDocValues(Fields.STATE);
        }
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
      Columns here = columns(place.leaf);
      Bytes.In in = new Bytes.In(here.symbols(place.doc));
      String path = here.path(place.doc);
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
    return columns(place.leaf).path(place.doc);
  }

  /**
   * The documents that have {@code name} in a field in the way {@code bit} says, closest first.
   *
   * @param bit 0 for any way
   */
  private List<Place> closest(String field, String name, int bit, String near, int limit) {
    List<Ranked> ranked = new ArrayList<>();
    Closeness closeness = new Closeness(near);
    try {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        PostingsEnum postings = postings(leaf, field, new BytesRef(Vocabulary.cut(name)));
        if (postings == null || limit <= 0) {
          continue;
        }
        for (Place place : closest(leaf, postings, bit, near, limit)) {
          int close = near.isEmpty() ? 0 : closeness.of(path(place));
          ranked.add(new Ranked(place, close));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ranked.sort(Comparator.comparingInt(r -> -r.closeness));
    return ranked.stream().limit(limit).map(Ranked::place).toList();
  }

  /**
   * Those of one segment. Paths that share folders with {@code near} stand next to it in the order
   * of all paths, so the closest are found by numbers, without looking at thousands of paths.
   */
  private List<Place> closest(
      LeafReaderContext leaf, PostingsEnum postings, int bit, String near, int limit)
      throws IOException {
    Columns here = columns(leaf);
    int pivot = near.isEmpty() ? 0 : here.ordOf(near);
    Smallest before = new Smallest(limit);
    Smallest after = new Smallest(limit);
    Bits live = leaf.reader().getLiveDocs();
    for (int doc = postings.nextDoc(); doc != PostingsEnum.NO_MORE_DOCS; doc = postings.nextDoc()) {
      if ((live == null || live.get(doc)) && (bit == 0 || (postings.freq() & bit) != 0)) {
        int ord = near.isEmpty() ? 0 : here.pathOrd(doc);
        long distance = ord < pivot ? pivot - ord : ord - pivot;
        long key = (distance << Integer.SIZE | doc) << BITS | (postings.freq() & ALL_BITS);
        (ord < pivot ? before : after).add(key);
      }
    }
    List<Place> places = new ArrayList<>();
    LongStream.concat(Arrays.stream(before.sorted()), Arrays.stream(after.sorted()))
        .mapToObj(key -> new Place(leaf, (int) (key >> BITS), (int) (key & ALL_BITS)))
        .sorted(Comparator.comparingInt(Place::doc))
        .forEach(places::add);
    return places;
  }

  private static @Nullable PostingsEnum postings(
      LeafReaderContext leaf, String field, BytesRef term) throws IOException {
    return leaf.reader().postings(new Term(field, term), PostingsEnum.FREQS);
  }

  /** All live documents with a term, their number with it as {@link Place#bits}. */
  List<Place> places(String field, BytesRef term) {
    List<Place> places = new ArrayList<>();
    try {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        PostingsEnum postings = postings(leaf, field, term);
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
