package dev.stepwise.lsp;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.stepwise.edit.PositionEncoding;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionTag;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.PositionEncodingKind;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.jspecify.annotations.Nullable;

/**
 * What the client can do, read once from its capabilities.
 *
 * @param documentChanges edits with versions
 * @param llmTag knows the code action tag for what a language model made
 * @param nestedSymbols takes outlines as a tree
 * @param watchesFiles tells of files that others changed, once asked to
 * @param preview shows a fix itself when sent {@code stepwise/preview}
 * @param status wants {@code stepwise/statusChanged} notifications
 */
record ClientFeatures(
    PositionEncoding encoding,
    boolean applyEdit,
    boolean documentChanges,
    boolean changeAnnotations,
    boolean progress,
    boolean showDocument,
    boolean actionLiterals,
    boolean llmTag,
    boolean pullDiagnostics,
    boolean refreshDiagnostics,
    boolean refreshLenses,
    boolean watchRegistration,
    boolean watchesFiles,
    boolean nestedSymbols,
    boolean configuration,
    boolean preview,
    boolean status) {

  static ClientFeatures of(InitializeParams params) {
    ClientCapabilities all =
        Objects.requireNonNullElseGet(params.getCapabilities(), ClientCapabilities::new);
    In<WorkspaceClientCapabilities> workspace = new In<>(all.getWorkspace());
    In<TextDocumentClientCapabilities> text = new In<>(all.getTextDocument());
    In<WindowClientCapabilities> window = new In<>(all.getWindow());
    var edit = workspace.in(WorkspaceClientCapabilities::getWorkspaceEdit);
    boolean watchRegistration =
        workspace.in(w -> w.getDidChangeWatchedFiles()).is(w -> w.getDynamicRegistration());
    var action = text.in(TextDocumentClientCapabilities::getCodeAction);
    return new ClientFeatures(
        encoding(all),
        workspace.is(WorkspaceClientCapabilities::getApplyEdit),
        edit.is(e -> e.getDocumentChanges()),
        edit.in(e -> e.getChangeAnnotationSupport()).present(),
        window.is(WindowClientCapabilities::getWorkDoneProgress),
        window.in(WindowClientCapabilities::getShowDocument).is(s -> s.isSupport()),
        action.in(a -> a.getCodeActionLiteralSupport()).present(),
        action
            .in(a -> a.getTagSupport())
            .in(t -> t.getValueSet())
            .is(tags -> tags.contains(CodeActionTag.LLMGenerated)),
        text.in(TextDocumentClientCapabilities::getDiagnostic).present(),
        workspace.in(w -> w.getDiagnostics()).is(d -> d.getRefreshSupport()),
        workspace.in(w -> w.getCodeLens()).is(l -> l.getRefreshSupport()),
        watchRegistration,
        watchRegistration && !tellsOnlyOwnSaves(params),
        text.in(TextDocumentClientCapabilities::getDocumentSymbol)
            .is(s -> s.getHierarchicalDocumentSymbolSupport()),
        workspace.is(WorkspaceClientCapabilities::getConfiguration),
        stepwise(all, "preview"),
        stepwise(all, "status"));
  }

  /**
   * UTF-16 wherever the client has it: Neovim warns when two servers of one buffer differ, and most
   * others know nothing else. Else the first that we know.
   */
  private static PositionEncoding encoding(ClientCapabilities all) {
    List<String> offered =
        new In<>(all.getGeneral()).in(g -> g.getPositionEncodings()).value().orElse(List.of());
    if (offered.contains(PositionEncodingKind.UTF16)) {
      return PositionEncoding.UTF_16;
    }
    return offered.stream()
        .flatMap(kind -> Arrays.stream(PositionEncoding.values()).filter(e -> name(e).equals(kind)))
        .findFirst()
        .orElse(PositionEncoding.UTF_16);
  }

  /** Helix takes the registration, but then tells only of the files that it saves itself. */
  private static boolean tellsOnlyOwnSaves(InitializeParams params) {
    return params.getClientInfo() != null
        && Objects.requireNonNullElse(params.getClientInfo().getName(), "")
            .equalsIgnoreCase("helix");
  }

  /** As the protocol writes it. */
  static String name(PositionEncoding encoding) {
    return switch (encoding) {
      case UTF_8 -> PositionEncodingKind.UTF8;
      case UTF_16 -> PositionEncodingKind.UTF16;
      case UTF_32 -> PositionEncodingKind.UTF32;
    };
  }

  /** Our own clients say what they can do beyond the protocol under {@code experimental}. */
  private static boolean stepwise(ClientCapabilities all, String name) {
    return all.getExperimental() instanceof JsonObject experimental
        && experimental.get("stepwise") instanceof JsonObject ours
        && ours.get(name) instanceof JsonPrimitive flag
        && flag.getAsBoolean();
  }

  /** A walk into nested capabilities any of which may be missing. */
  private record In<T>(@Nullable T here) {
    <R> In<R> in(Function<T, @Nullable R> next) {
      return new In<>(here == null ? null : next.apply(here));
    }

    boolean is(Function<T, @Nullable Boolean> flag) {
      return here != null && Boolean.TRUE.equals(flag.apply(here));
    }

    boolean present() {
      return here != null;
    }

    Optional<T> value() {
      return Optional.ofNullable(here);
    }
  }
}
