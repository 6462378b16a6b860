package dev.stepwise.index;

import dev.stepwise.language.Declaration.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** The ranked queries. */
final class TextSearch {
  /** More words than this are cut to the rarest. */
  private static final int MOST_WORDS = 16;

  private final Snapshot snapshot;

  TextSearch(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  List<Hit> code(String words, int limit) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : rarest(Prose.words(words))) {
      query.add(new TermQuery(new Term(Fields.CODE, word)), Occur.SHOULD);
      query.add(new BoostQuery(new TermQuery(new Term(Fields.DOCS, word)), 0.5f), Occur.SHOULD);
    }
    for (String name : Prose.identifiers(words).stream().limit(MOST_WORDS).toList()) {
      query.add(new TermQuery(new Term(Fields.NAMES, name)), Occur.SHOULD);
      query.add(new TermQuery(new Term(Fields.DECLARES, name)), Occur.SHOULD);
    }
    return hits(query.build(), limit, symbol -> !isDocument(symbol));
  }

  List<Hit> docs(String words, int limit) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : rarest(Prose.words(words))) {
      query.add(new TermQuery(new Term(Fields.DOCS, word)), Occur.SHOULD);
    }
    return hits(query.build(), limit, symbol -> true);
  }

  List<Hit> tests(Symbol method, int limit) {
    String type = method.container().substring(method.container().lastIndexOf('.') + 1);
    Term name = new Term(Fields.NAMES, method.name());
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    query.add(exact(new Term(Fields.KEY, Fields.ANY_TEST), 0), Occur.FILTER);
    query.add(exact(name, 4), Occur.SHOULD);
    for (String typeName : typeNames(type)) {
      query.add(exact(new Term(Fields.NAMES, typeName), 2), Occur.SHOULD);
    }
    for (String word : Prose.words(method.name() + " " + type)) {
      query.add(exact(new Term(Fields.CODE, word), 0.3f), Occur.SHOULD);
    }
    List<Hit> found = hits(query.build(), limit * 4, symbol -> symbol.kind().isCode());
    Closeness closeness = new Closeness(method.path().replace("/main/", "/test/"));
    return found.stream()
        .map(
            hit ->
                new Hit(
                    hit.symbol(),
                    hit.score()
                        + (hit.symbol().container().contains(type) && !type.isEmpty() ? 3 : 0)
                        + Math.min(10, closeness.of(hit.symbol().path())) * 0.1f))
        .filter(hit -> hit.score() >= 2)
        .sorted(Comparator.comparingDouble((Hit hit) -> -hit.score()))
        .limit(limit)
        .toList();
  }

  private static List<String> typeNames(String type) {
    return type.isEmpty() ? List.of() : List.of(type);
  }

  List<Hit> similar(Symbol method, int limit) {
    Optional<String> text = snapshot.texts().of(method.path());
    int end = method.range().end();
    if (text.isEmpty() || text.get().length() < end) {
      return List.of();
    }
    String own = text.get().substring(method.range().start(), end);
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : rarest(Prose.words(own))) {
      query.add(new TermQuery(new Term(Fields.CODE, word)), Occur.SHOULD);
    }
    return hits(query.build(), limit, symbol -> symbol.kind().isCode() && !isSame(symbol, method));
  }

  private static boolean isSame(Symbol one, Symbol other) {
    return one.path().equals(other.path())
        && one.name().equals(other.name())
        && one.range().start() == other.range().start();
  }

  private static boolean isDocument(Symbol symbol) {
    return symbol.kind() == Kind.SECTION;
  }

  private static Query exact(Term term, float score) {
    return new BoostQuery(new ConstantScoreQuery(new TermQuery(term)), score);
  }

  private List<String> rarest(List<String> words) {
    if (words.size() <= MOST_WORDS) {
      return words;
    }
    Map<String, Integer> frequency = new java.util.HashMap<>();
    try {
      for (String word : words) {
        int inCode = snapshot.searcher().getIndexReader().docFreq(new Term(Fields.CODE, word));
        frequency.put(word, inCode == 0 ? Integer.MAX_VALUE : inCode);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words.stream()
        .sorted(Comparator.comparingInt(frequency::get))
        .limit(MOST_WORDS)
        .toList();
  }

  private List<Hit> hits(Query query, int limit, Predicate<Symbol> wanted) {
    List<Hit> hits = new ArrayList<>();
    if (limit <= 0) {
      return hits;
    }
    try {
      for (ScoreDoc doc : snapshot.searcher().search(query, limit * 2).scoreDocs) {
        Symbol symbol = snapshot.symbols(snapshot.place(doc.doc)).getFirst();
        if (hits.size() < limit && wanted.test(symbol)) {
          hits.add(new Hit(symbol, doc.score));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hits;
  }
}
