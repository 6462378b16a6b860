package dev.stepwise.edit;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Changes of several files that belong together: all are applied, or none. */
public record WorkspaceChange(List<FileChange> files) {
  public WorkspaceChange {
    files = List.copyOf(files);
  }

  public boolean isEmpty() {
    return files.stream().allMatch(f -> f.edits().isEmpty());
  }

  /** As a unified diff with paths relative to {@code root} where they lie in it. */
  public String diff(Path root) {
    return files.stream()
        .map(f -> UnifiedDiff.of(name(root, f.file()), f.before(), f.after()))
        .collect(Collectors.joining());
  }

  private static String name(Path root, Path file) {
    Path shown = file.startsWith(root) ? root.relativize(file) : file;
    String name = shown.toString().replace('\\', '/');
    return name.startsWith("/") ? name.substring(1) : name;
  }
}
