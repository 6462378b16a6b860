package dev.stepwise.lsp;

import dev.stepwise.edit.FileChange;
import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.WorkspaceChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.AnnotatedTextEdit;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.ChangeAnnotation;
import org.eclipse.lsp4j.SnippetTextEdit;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Turns our changes into workspace edits, with versions where the client checks them. */
final class EditSender {
  private static final String ANNOTATION = "stepwise";

  private final Session session;

  EditSender(Session session) {
    this.session = session;
  }

  CompletableFuture<ApplyWorkspaceEditResponse> send(String label, WorkspaceChange change) {
    ApplyWorkspaceEditParams params = new ApplyWorkspaceEditParams(edit(label, change));
    params.setLabel(label);
    return session.client().applyEdit(params);
  }

  /** The protocol's form of a change. */
  WorkspaceEdit edit(String label, WorkspaceChange change) {
    return session.features().documentChanges() ? versioned(label, change) : plain(change);
  }

  private WorkspaceEdit plain(WorkspaceChange change) {
    Map<String, List<org.eclipse.lsp4j.TextEdit>> changes = new LinkedHashMap<>();
    for (FileChange file : change.files()) {
      LineIndex lines = LineIndex.of(file.before());
      List<org.eclipse.lsp4j.TextEdit> edits = new ArrayList<>();
      for (TextEdit edit : file.edits()) {
        edits.add(
            new org.eclipse.lsp4j.TextEdit(
                session.proto().range(lines, edit.range()), edit.newText()));
      }
      changes.put(session.uris().uri(file.file()), edits);
    }
    return new WorkspaceEdit(changes);
  }

  private WorkspaceEdit versioned(String label, WorkspaceChange change) {
    boolean annotate = session.features().changeAnnotations();
    List<Either<TextDocumentEdit, org.eclipse.lsp4j.ResourceOperation>> all = new ArrayList<>();
    for (FileChange file : change.files()) {
      LineIndex lines = LineIndex.of(file.before());
      List<Either<org.eclipse.lsp4j.TextEdit, SnippetTextEdit>> edits = new ArrayList<>();
      for (TextEdit edit : file.edits()) {
        var range = session.proto().range(lines, edit.range());
        edits.add(
            Either.forLeft(
                annotate
                    ? new AnnotatedTextEdit(range, edit.newText(), ANNOTATION)
                    : new org.eclipse.lsp4j.TextEdit(range, edit.newText())));
      }
      Integer version = file.version().isPresent() ? file.version().getAsInt() : null;
      all.add(
          Either.forLeft(
              new TextDocumentEdit(
                  new VersionedTextDocumentIdentifier(session.uris().uri(file.file()), version),
                  edits)));
    }
    WorkspaceEdit edit = new WorkspaceEdit(all);
    if (annotate) {
      ChangeAnnotation annotation = new ChangeAnnotation(label);
      annotation.setNeedsConfirmation(false);
      edit.setChangeAnnotations(Map.of(ANNOTATION, annotation));
    }
    return edit;
  }
}
