package dev.stepwise.index;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;

/** Finds the declared names that a typed pattern may mean. */
final class NameMatcher {
  /** After so many names it is looked whether anybody still waits. */
  private static final int CHECKED = 256;

  private final String pattern;

  NameMatcher(String pattern) {
    this.pattern = pattern.strip();
  }

  /** Names whose letters hold the pattern's in order, whatever their case; the likeliest first. */
  List<String> names(IndexReader reader, int limit, Budget budget) {
    if (pattern.isEmpty()) {
      return List.of();
    }
    TreeSet<Ranked> best =
        new TreeSet<>(Comparator.comparingInt(Ranked::rank).thenComparing(Ranked::name));
    CompiledAutomaton automaton = new CompiledAutomaton(automaton(), false, true, false);
    int seen = 0;
    try {
      for (LeafReaderContext leaf : reader.leaves()) {
        Terms terms = leaf.reader().terms(Fields.DECLARES);
        if (terms == null) {
          continue;
        }
        TermsEnum matching = automaton.getTermsEnum(terms);
        for (BytesRef term = matching.next(); term != null; term = matching.next()) {
          if (++seen % CHECKED == 0) {
            budget.checkCancelled();
          }
          String name = term.utf8ToString();
          best.add(new Ranked(rank(name), name));
          if (best.size() > limit) {
            best.pollLast();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return best.stream().map(Ranked::name).toList();
  }

  private int rank(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String wanted = pattern.toLowerCase(Locale.ROOT);
    int kind =
        name.equals(pattern)
            ? 0
            : lower.equals(wanted)
                ? 1
                : name.startsWith(pattern)
                    ? 2
                    : lower.startsWith(wanted)
                        ? 3
                        : humps(name).startsWith(wanted) ? 4 : lower.contains(wanted) ? 5 : 6;
    return kind * 1000 + Math.min(999, name.length());
  }

  /** The first letters of a name's parts in lower case. */
  private static String humps(String name) {
    StringBuilder humps = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i == 0 || Character.isUpperCase(c) || name.charAt(i - 1) == '_') {
        humps.append(Character.toLowerCase(c));
      }
    }
    return humps.toString();
  }

  private record Ranked(int rank, String name) {}

  private Automaton automaton() {
    List<Automaton> parts = new ArrayList<>();
    parts.add(Automata.makeAnyString());
    pattern
        .codePoints()
        .limit(24)
        .forEach(
            c -> {
              int lower = Character.toLowerCase(c);
              int upper = Character.toUpperCase(c);
              parts.add(
                  lower == upper
                      ? Automata.makeChar(c)
                      : Operations.union(
                          List.of(Automata.makeChar(lower), Automata.makeChar(upper))));
              parts.add(Automata.makeAnyString());
            });
    return Operations.determinize(
        Operations.concatenate(parts), Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
  }
}
