package dev.stepwise.language.tree;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration;
import dev.stepwise.language.Declaration.Kind;
import dev.stepwise.language.Mentions;
import dev.stepwise.language.Outline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes an outline of what a query captured in one text. */
final class Captures {
  private static final Map<String, Kind> KINDS =
      Map.of(
          "class", Kind.CLASS,
          "interface", Kind.INTERFACE,
          "enum", Kind.ENUM,
          "function", Kind.FUNCTION,
          "method", Kind.METHOD,
          "field", Kind.FIELD,
          "constant", Kind.ENUM_CONSTANT,
          "variable", Kind.VARIABLE);

  /** What may stand in front of a declaration without being part of its node. */
  private static final Pattern EXPORT = Pattern.compile("(?:(?:export|default|declare)\\s+)+$");

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LONGEST_SIGNATURE = 400;

  private final String text;
  private final List<Found> found = new ArrayList<>();

  /** End to start of comments and decorators. */
  private final TreeMap<Integer, Integer> comments = new TreeMap<>();

  private final TreeMap<Integer, Integer> decorators = new TreeMap<>();

  /** Start of a name to its end, negative if it is called. */
  private final TreeMap<Integer, Integer> names = new TreeMap<>();

  private Map<String, TextRange> match = new HashMap<>();

  Captures(String text) {
    this.text = text;
  }

  void begin() {
    match = new HashMap<>();
  }

  void add(String name, int start, int end) {
    switch (name) {
      case "comment" -> comments.put(end, start);
      case "decorator" -> decorators.put(end, start);
      case "mention" -> names.putIfAbsent(start, end);
      case "call" -> names.put(start, -end);
      default -> match.put(name, new TextRange(start, Math.max(start, end)));
    }
  }

  void end() {
    TextRange name = match.get("name");
    for (Map.Entry<String, TextRange> entry : match.entrySet()) {
      Kind kind = KINDS.get(entry.getKey());
      if (kind != null && name != null && name.length() > 0) {
        found.add(new Found(kind, entry.getValue(), name, match.get("body"), match.get("doc")));
      }
    }
  }

  /** Takes these instead of what was captured under the same names. */
  void prefer(List<Recovery.Block> blocks) {
    Set<TextRange> theirs = new HashSet<>();
    blocks.forEach(block -> theirs.add(block.name()));
    found.removeIf(each -> theirs.contains(each.name));
    for (Recovery.Block block : blocks) {
      found.add(
          new Found(
              block.kind(), block.range(), block.name(), block.body(), block.doc().orElse(null)));
    }
  }

  Outline outline(boolean exact) {
    found.sort(
        Comparator.comparingInt((Found f) -> f.range.start())
            .thenComparingInt(f -> -f.range.end())
            .thenComparingInt(f -> f.body == null ? 1 : 0)
            .thenComparingInt(f -> f.doc == null ? 1 : 0));
    List<Declaration> declarations = new ArrayList<>(found.size());
    Deque<Integer> open = new ArrayDeque<>();
    Set<TextRange> seen = new HashSet<>();
    for (Found each : found) {
      if (!seen.add(each.name)) {
        continue; // two patterns match the same
      }
      while (!open.isEmpty() && declarations.get(open.peek()).range().end() < each.range.end()) {
        open.pop();
      }
      int parent = open.isEmpty() ? -1 : open.peek();
      boolean inType = parent >= 0 && declarations.get(parent).kind().isType();
      open.push(declarations.size());
      declarations.add(declaration(each, parent, inType));
    }
    return new Outline(declarations, mentions(seen), exact);
  }

  private Declaration declaration(Found each, int parent, boolean inType) {
    List<String> annotations = new ArrayList<>();
    int bare = exported(each.range.start());
    int start = bare;
    for (Integer decorator = before(decorators, start);
        decorator != null;
        decorator = before(decorators, start)) {
      annotations.addFirst(decoratorName(decorator, start));
      start = decorator;
    }
    Optional<TextRange> doc = Optional.ofNullable(each.doc).or(comment(start));
    int headEnd = each.body == null ? each.range.end() : each.body.start();
    return new Declaration(
        kind(each, inType),
        text.substring(each.name.start(), each.name.end()),
        signature(bare, headEnd),
        doc,
        new TextRange(start, Math.max(start, each.range.end())),
        each.name,
        Optional.ofNullable(each.body),
        parent,
        annotations);
  }

  private Kind kind(Found each, boolean inType) {
    String name = text.substring(each.name.start(), each.name.end());
    boolean code = each.kind == Kind.FUNCTION || each.kind == Kind.METHOD;
    if (code && inType) {
      return name.equals("__init__") || name.equals("constructor") ? Kind.CONSTRUCTOR : Kind.METHOD;
    }
    return each.kind == Kind.VARIABLE && inType ? Kind.FIELD : each.kind;
  }

  private int exported(int start) {
    Matcher matcher = EXPORT.matcher(text).region(Math.max(0, start - 40), start);
    return matcher.find() ? matcher.start() : start;
  }

  private String decoratorName(int start, int end) {
    String all = text.substring(start, end).strip();
    int from = all.startsWith("@") ? 1 : 0;
    int to = from;
    while (to < all.length()
        && (Character.isJavaIdentifierPart(all.charAt(to)) || all.charAt(to) == '.')) {
      to++;
    }
    String dotted = all.substring(from, to);
    return dotted.substring(dotted.lastIndexOf('.') + 1);
  }

  /** Adjoining comments right before {@code start} as one. */
  private Supplied comment(int start) {
    return () -> {
      int first = start;
      int end = -1;
      for (Integer at = before(comments, first); at != null; at = before(comments, first)) {
        Map.Entry<Integer, Integer> entry = comments.floorEntry(first);
        end = end < 0 && entry != null ? entry.getKey() : end;
        first = at;
      }
      return end < 0 ? Optional.empty() : Optional.of(new TextRange(first, end));
    };
  }

  /** Start of the range that ends right before {@code offset}, white space and one line aside. */
  private @Nullable Integer before(NavigableMap<Integer, Integer> ranges, int offset) {
    Map.Entry<Integer, Integer> entry = ranges.floorEntry(offset);
    if (entry == null || entry.getValue() >= offset) {
      return null;
    }
    String between = text.substring(entry.getKey(), offset);
    boolean near = between.isBlank() && between.indexOf('\n') == between.lastIndexOf('\n');
    return near ? entry.getValue() : null;
  }

  private String signature(int start, int end) {
    int limit = Math.min(Math.max(start, end), start + LONGEST_SIGNATURE);
    String line = SPACE.matcher(text.substring(start, limit)).replaceAll(" ").strip();
    return line.endsWith(":") || line.endsWith("{") || line.endsWith(";")
        ? line.substring(0, line.length() - 1).strip()
        : line;
  }

  private Mentions mentions(Set<TextRange> declared) {
    Mentions.Builder mentions = new Mentions.Builder(names.size());
    names.forEach(
        (start, end) -> {
          if (!declared.contains(new TextRange(start, Math.abs(end)))) {
            mentions.add(start, Math.abs(end), end < 0);
          }
        });
    return mentions.build();
  }

  private interface Supplied extends java.util.function.Supplier<Optional<TextRange>> {}

  private record Found(
      Kind kind,
      TextRange range,
      TextRange name,
      @Nullable TextRange body,
      @Nullable TextRange doc) {}
}
