package dev.stepwise.index;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration.Kind;
import java.util.List;
import java.util.Optional;

/** How a symbol is stored: short numbers and strings, everything but the path. */
final class SymbolCodec {
  /** Their places are in stores on disk: append only, or raise the store's format. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.MODULE,
          Kind.CLASS,
          Kind.INTERFACE,
          Kind.ENUM,
          Kind.RECORD,
          Kind.ANNOTATION,
          Kind.METHOD,
          Kind.CONSTRUCTOR,
          Kind.FUNCTION,
          Kind.FIELD,
          Kind.ENUM_CONSTANT,
          Kind.VARIABLE,
          Kind.SECTION);

  private SymbolCodec() {}

  static void write(Symbol symbol, Bytes out) {
    out.string(symbol.name());
    out.number(KINDS.indexOf(symbol.kind()) << 1 | (symbol.test() ? 1 : 0));
    out.string(symbol.container());
    out.string(symbol.signature());
    out.string(symbol.summary());
    range(Optional.of(symbol.range()), out);
    range(symbol.doc(), out);
    range(symbol.body(), out);
    out.number(symbol.line());
    out.number(symbol.column());
  }

  static Symbol read(String path, Bytes.In in) {
    String name = in.string();
    int kind = in.integer();
    String container = in.string();
    String signature = in.string();
    String summary = in.string();
    TextRange range = range(in).orElseThrow();
    Optional<TextRange> doc = range(in);
    Optional<TextRange> body = range(in);
    return new Symbol(
        path,
        KINDS.get(kind >> 1),
        name,
        container,
        signature,
        summary,
        doc,
        range,
        body,
        in.integer(),
        in.integer(),
        (kind & 1) != 0);
  }

  private static void range(Optional<TextRange> range, Bytes out) {
    if (range.isEmpty()) {
      out.number(0);
    } else {
      out.number(range.get().start() + 1);
      out.number(range.get().length());
    }
  }

  private static Optional<TextRange> range(Bytes.In in) {
    int start = in.integer() - 1;
    return start < 0 ? Optional.empty() : Optional.of(new TextRange(start, start + in.integer()));
  }
}
