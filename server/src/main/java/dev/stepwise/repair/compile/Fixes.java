package dev.stepwise.repair.compile;

import dev.stepwise.edit.TextEdit;
import java.util.List;

/** Takes the changes that a rule proposes. */
public interface Fixes {

  /** Edits of the file's text that belong together; an empty list is no change. */
  void add(List<TextEdit> edits);

  default void replace(int start, int end, String code) {
    add(List.of(TextEdit.replace(start, end, code)));
  }

  default void insert(int at, String code) {
    replace(at, at, code);
  }
}
