package dev.stepwise.agent.step;

import dev.stepwise.agent.State;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.Variant;
import dev.stepwise.verify.Workbench;
import dev.stepwise.workspace.Document;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the user has typed but not saved is part of every variant. */
final class Unsaved {
  private Unsaved() {}

  /** The workspace as the user has it now, compiled. */
  static Compilation unchanged(State state, Workbench workbench, Budget budget) {
    Map<Path, String> texts = texts(state, workbench);
    return texts.isEmpty()
        ? workbench.baseline()
        : workbench.compile(List.of(new Variant(texts)), budget).getFirst();
  }

  /** The workspace as the user has it now, but for one file. */
  static Variant variant(State state, Workbench workbench, Path file, String text) {
    Map<Path, String> texts = texts(state, workbench);
    texts.put(file, text);
    return new Variant(texts);
  }

  private static Map<Path, String> texts(State state, Workbench workbench) {
    Map<Path, String> texts = new HashMap<>();
    if (state.snapshot().openDocuments().isEmpty()) {
      return texts;
    }
    Set<Path> sources = new HashSet<>(workbench.sources());
    for (Document document : state.snapshot().openDocuments()) {
      if (sources.contains(document.path())) {
        texts.put(document.path(), document.text());
      }
    }
    return texts;
  }
}
