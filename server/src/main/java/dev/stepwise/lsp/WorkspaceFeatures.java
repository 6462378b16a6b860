package dev.stepwise.lsp;

import dev.stepwise.workspace.Snapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.lsp4j.ConfigurationItem;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.WorkspaceService;

/** Commands, settings, folders and changed files. */
final class WorkspaceFeatures implements WorkspaceService {
  private final Supplier<Features> features;

  WorkspaceFeatures(Supplier<Features> features) {
    this.features = features;
  }

  @Override
  public CompletableFuture<Object> executeCommand(ExecuteCommandParams params) {
    Features ready = features.get();
    return Requests.on(ready.session().threads(), c -> ready.commands().execute(params));
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    Features ready = features.get();
    ready.session().settings(SettingsReader.of(params.getSettings()));
    settingsChanged(ready);
    // Newer clients send nothing here and want to be asked.
    askSettings(ready);
  }

  /** Asks for our settings where the client can be asked; the answer comes when it comes. */
  void askSettings(Features ready) {
    if (!ready.session().features().configuration()) {
      return;
    }
    ConfigurationItem item = new ConfigurationItem();
    item.setSection(Proto.SOURCE);
    ready
        .session()
        .unattended(
            ready
                .session()
                .client()
                .configuration(new ConfigurationParams(List.of(item)))
                .thenAccept(
                    answers -> {
                      if (answers != null && !answers.isEmpty()) {
                        ready.session().settings(SettingsReader.of(answers.getFirst()));
                        settingsChanged(ready);
                      }
                    }));
  }

  private static void settingsChanged(Features ready) {
    ready.problems().allChanged();
    if (ready.session().features().refreshLenses()) {
      ready.session().unattended(ready.session().client().refreshCodeLenses());
    }
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
    Roots roots = features.get().session().roots();
    Indexes indexes = features.get().indexes();
    for (WorkspaceFolder folder : params.getEvent().getRemoved()) {
      Uris.path(folder.getUri()).ifPresent(roots::remove);
      Uris.path(folder.getUri()).ifPresent(indexes::remove);
    }
    for (WorkspaceFolder folder : params.getEvent().getAdded()) {
      Uris.path(folder.getUri()).ifPresent(roots::add);
      Uris.path(folder.getUri()).ifPresent(indexes::add);
    }
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    Features ready = features.get();
    List<Path> files =
        params.getChanges().stream().flatMap(c -> Uris.path(c.getUri()).stream()).toList();
    ready.indexes().filesChanged(files);
    if (files.stream().anyMatch(WorkspaceFeatures::canCauseProblems)) {
      ready.problems().allChanged();
    }
  }

  /** Java and the build; a folder by its name without a dot. */
  private static boolean canCauseProblems(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".java")
        || name.equals("pom.xml")
        || name.startsWith("build.gradle")
        || name.indexOf('.') < 0;
  }

  @Override
  public CompletableFuture<
          Either<List<? extends SymbolInformation>, List<? extends WorkspaceSymbol>>>
      symbol(WorkspaceSymbolParams params) {
    Features ready = features.get();
    Snapshot documents = ready.session().documents().snapshot();
    return Requests.on(
        ready.session().threads(),
        c -> Either.forRight(ready.symbols().inWorkspace(documents, params, c)));
  }
}
