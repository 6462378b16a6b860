package dev.stepwise.language;

/**
 * Reads the declarations and mentions of one language's files. Never fails on broken text: it keeps
 * what it can. Safe for use by several threads.
 */
public interface SourceReader {

  /** The language's name in lower case, for example {@code java}. */
  String language();

  /** Whether it reads files of this name (without folder). */
  boolean reads(String fileName);

  /**
   * Reads a file's text. A {@link java.nio.CharBuffer} over an array from offset 0 is read without
   * copying it.
   */
  Outline read(CharSequence text);
}
