package dev.stepwise.index;

import dev.stepwise.language.Outline;
import java.util.Optional;

/**
 * What a text declares, read as the index reads it, but at once: for documents that are typed in
 * while they are asked about. Safe for use by several threads.
 */
public final class Outlines {
  private final Languages languages = new Languages();

  /** The outline of a text; empty where the index knows no language of this file name. */
  public Optional<Outline> of(String fileName, CharSequence text) {
    return languages.readerOf(fileName).map(reader -> reader.read(text));
  }
}
