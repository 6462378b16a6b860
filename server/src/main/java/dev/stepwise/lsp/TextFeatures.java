package dev.stepwise.lsp;

import dev.stepwise.workspace.ContentChange;
import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;

/**
 * Documents: notifications change them on the reader thread, in order; requests take a snapshot
 * there and answer on a virtual thread.
 */
final class TextFeatures implements TextDocumentService {
  private final Supplier<Features> features;

  TextFeatures(Supplier<Features> features) {
    this.features = features;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    Features ready = features.get();
    TextDocumentItem item = params.getTextDocument();
    ready
        .session()
        .uris()
        .learn(item.getUri())
        .ifPresent(
            file -> {
              ready
                  .session()
                  .documents()
                  .open(file, item.getLanguageId(), item.getVersion(), item.getText());
              ready.indexes().documentChanged(file);
              ready.problems().changed(file);
            });
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    Features ready = features.get();
    Session session = ready.session();
    Path file = Uris.path(params.getTextDocument().getUri()).orElse(null);
    if (file == null) {
      return;
    }
    List<ContentChange> changes =
        params.getContentChanges().stream().map(c -> change(session.proto(), c)).toList();
    Integer sent = params.getTextDocument().getVersion();
    int version = sent == null ? session.documents().snapshot().version(file).orElse(0) + 1 : sent;
    if (session.documents().change(file, version, changes, session.proto().encoding())) {
      ready.indexes().documentChanged(file);
      ready.problems().changed(file);
    } else {
      session.log("change of a document that is not open: " + file);
    }
  }

  private static ContentChange change(Proto proto, TextDocumentContentChangeEvent event) {
    return event.getRange() == null
        ? new ContentChange.Full(event.getText())
        : new ContentChange.Splice(
            proto.position(event.getRange().getStart()),
            proto.position(event.getRange().getEnd()),
            event.getText());
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    features.get().problems().allChanged();
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    Features ready = features.get();
    Uris.path(params.getTextDocument().getUri())
        .ifPresent(
            file -> {
              ready.session().documents().close(file);
              ready.indexes().documentChanged(file);
              ready.problems().closed(file);
            });
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    Features ready = features.get();
    if (ready.others().learn(params.getContext())) {
      ready.problems().allChanged();
    }
    Snapshot documents = ready.session().documents().snapshot();
    return Requests.on(ready.session().threads(), c -> ready.actions().at(documents, params));
  }

  @Override
  public CompletableFuture<CodeAction> resolveCodeAction(CodeAction unresolved) {
    return CompletableFuture.completedFuture(unresolved);
  }

  @Override
  public CompletableFuture<List<? extends CodeLens>> codeLens(CodeLensParams params) {
    Features ready = features.get();
    Snapshot documents = ready.session().documents().snapshot();
    String uri = params.getTextDocument().getUri();
    return Requests.on(ready.session().threads(), c -> ready.lenses().of(documents, uri));
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    Features ready = features.get();
    Snapshot documents = ready.session().documents().snapshot();
    return Requests.on(
        ready.session().threads(), c -> ready.symbols().inDocument(documents, params, c));
  }

  @Override
  public CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams params) {
    Features ready = features.get();
    Snapshot documents = ready.session().documents().snapshot();
    Path file = Uris.path(params.getTextDocument().getUri()).orElse(null);
    if (file == null) {
      return CompletableFuture.completedFuture(
          new DocumentDiagnosticReport(new RelatedFullDocumentDiagnosticReport(List.of())));
    }
    String previous = params.getPreviousResultId() == null ? "" : params.getPreviousResultId();
    return Requests.on(
        ready.session().workers(),
        c -> ready.problems().report(documents, file, previous, c::isCanceled));
  }
}
