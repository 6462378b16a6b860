package dev.stepwise.lsp;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.PositionEncoding;
import dev.stepwise.edit.TextRange;
import dev.stepwise.index.Lookup;
import dev.stepwise.index.Outlines;
import dev.stepwise.index.Symbol;
import dev.stepwise.language.Declaration;
import dev.stepwise.language.Outline;
import dev.stepwise.settings.Budget;
import dev.stepwise.settings.ServerSettings;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.CancelChecker;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Symbol search and outlines from the index, for editors that no other server gives any. */
final class Symbols {
  /** Nobody reads more; a longer pattern finds the others. */
  private static final int MOST = 200;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Session session;
  private final Indexes indexes;
  private final OtherServers others;
  private final Outlines outlines = new Outlines();

  Symbols(Session session, Indexes indexes, OtherServers others) {
    this.session = session;
    this.indexes = indexes;
    this.others = others;
  }

  /** Whether these are offered to the editor at all. */
  static boolean offered(ServerSettings settings) {
    return settings.symbols() != ServerSettings.Switch.OFF;
  }

  /** Whether ours are wanted for a file. Other servers are only recognised for Java. */
  private boolean wanted(String path) {
    return switch (session.settings().symbols()) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> path.endsWith(".java") && !others.evident();
    };
  }

  /** Declarations of all folders that a typed pattern may mean, the likeliest first. */
  List<WorkspaceSymbol> inWorkspace(
      Snapshot documents, WorkspaceSymbolParams params, CancelChecker cancel) {
    PartialResult<WorkspaceSymbol> answer =
        new PartialResult<>(session, params.getPartialResultToken());
    Budget budget = Budget.of(LIMIT, cancel::isCanceled);
    for (Map.Entry<Path, Lookup> folder : indexes.lookups().entrySet()) {
      folder
          .getValue()
          .symbols(
              params.getQuery(),
              MOST,
              budget,
              found ->
                  answer.add(
                      found.stream()
                          .filter(symbol -> wanted(symbol.path()))
                          .map(symbol -> workspaceSymbol(folder.getKey(), documents, symbol))
                          .toList()));
    }
    return answer.rest();
  }

  private WorkspaceSymbol workspaceSymbol(Path root, Snapshot documents, Symbol symbol) {
    Path file = root.resolve(symbol.path());
    String container = symbol.container().isEmpty() ? symbol.path() : symbol.container();
    return new WorkspaceSymbol(
        symbol.name(),
        kind(symbol.kind()),
        Either.forLeft(new Location(session.uris().uri(file), name(documents, file, symbol))),
        container);
  }

  /** Where a symbol's name stands. The index counts UTF-16, as nearly every editor does. */
  private Range name(Snapshot documents, Path file, Symbol symbol) {
    int start = symbol.column();
    int end = start + symbol.name().length();
    if (session.proto().encoding() != PositionEncoding.UTF_16) {
      try {
        LineIndex lines = LineIndex.of(documents.text(file).orElse(""));
        int lineStart =
            lines.offset(new dev.stepwise.edit.Position(symbol.line(), 0), PositionEncoding.UTF_16);
        return session.proto().range(lines, new TextRange(lineStart + start, lineStart + end));
      } catch (UserException | IndexOutOfBoundsException e) {
        session.log("no exact place of " + symbol.name() + ": " + e.getMessage());
      }
    }
    return new Range(new Position(symbol.line(), start), new Position(symbol.line(), end));
  }

  /** The outline of a document as it is now. */
  @SuppressWarnings("deprecation") // Older clients know only flat lists.
  List<Either<SymbolInformation, DocumentSymbol>> inDocument(
      Snapshot documents, DocumentSymbolParams params, CancelChecker cancel) {
    PartialResult<Either<SymbolInformation, DocumentSymbol>> answer =
        new PartialResult<>(session, params.getPartialResultToken());
    String uri = params.getTextDocument().getUri();
    Optional<Path> file = Uris.path(uri).filter(f -> wanted(f.toString()));
    Optional<String> text = file.flatMap(documents::text);
    if (file.isEmpty() || text.isEmpty()) {
      return List.of();
    }
    Optional<Outline> outline = outlines.of(String.valueOf(file.get().getFileName()), text.get());
    if (outline.isEmpty()) {
      return List.of();
    }
    cancel.checkCanceled();
    LineIndex lines = LineIndex.of(text.get());
    if (session.features().nestedSymbols()) {
      answer.add(tree(outline.get(), lines).stream().map(Symbols::nested).toList());
    } else {
      answer.add(flat(outline.get(), lines, uri).stream().map(Symbols::single).toList());
    }
    return answer.rest();
  }

  @SuppressWarnings("deprecation")
  private static Either<SymbolInformation, DocumentSymbol> nested(DocumentSymbol symbol) {
    return Either.forRight(symbol);
  }

  @SuppressWarnings("deprecation")
  private static Either<SymbolInformation, DocumentSymbol> single(SymbolInformation symbol) {
    return Either.forLeft(symbol);
  }

  private List<DocumentSymbol> tree(Outline outline, LineIndex lines) {
    List<DocumentSymbol> all = new ArrayList<>();
    List<DocumentSymbol> top = new ArrayList<>();
    for (Declaration declaration : outline.declarations()) {
      TextRange name = declaration.nameRange();
      TextRange range = declaration.range();
      TextRange whole =
          new TextRange(Math.min(range.start(), name.start()), Math.max(range.end(), name.end()));
      DocumentSymbol symbol =
          new DocumentSymbol(
              declaration.name(),
              kind(declaration.kind()),
              session.proto().range(lines, whole),
              session.proto().range(lines, name),
              declaration.kind() == Declaration.Kind.SECTION ? "" : declaration.signature(),
              new ArrayList<>());
      all.add(symbol);
      (declaration.parent() < 0 ? top : all.get(declaration.parent()).getChildren()).add(symbol);
    }
    return top;
  }

  @SuppressWarnings("deprecation")
  private List<SymbolInformation> flat(Outline outline, LineIndex lines, String uri) {
    List<SymbolInformation> all = new ArrayList<>();
    for (Declaration declaration : outline.declarations()) {
      String container =
          declaration.parent() < 0
              ? ""
              : outline.qualifiedName(outline.declarations().get(declaration.parent()));
      Range range = session.proto().range(lines, declaration.range());
      all.add(
          new SymbolInformation(
              declaration.name(), kind(declaration.kind()), new Location(uri, range), container));
    }
    return all;
  }

  private static SymbolKind kind(Declaration.Kind kind) {
    return switch (kind) {
      case MODULE -> SymbolKind.Module;
      case CLASS, RECORD -> SymbolKind.Class;
      case INTERFACE, ANNOTATION -> SymbolKind.Interface;
      case ENUM -> SymbolKind.Enum;
      case METHOD -> SymbolKind.Method;
      case CONSTRUCTOR -> SymbolKind.Constructor;
      case FUNCTION -> SymbolKind.Function;
      case FIELD -> SymbolKind.Field;
      case ENUM_CONSTANT -> SymbolKind.EnumMember;
      case VARIABLE -> SymbolKind.Variable;
      case SECTION -> SymbolKind.String;
    };
  }
}
