package dev.stepwise.index;

import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can be asked of the index. Every answer comes from one consistent state of the workspace;
 * limits bound how many answers come back, the best first. No query fails on odd input: it answers
 * nothing.
 */
public interface Lookup {

  /** Where {@code name} is declared, in any file. */
  default List<Symbol> definitions(String name) {
    return definitions(name, "", 50);
  }

  /**
   * Where {@code name} is declared, the declarations closest to a file first.
   *
   * @param near path relative to the workspace, or empty
   */
  List<Symbol> definitions(String name, String near, int limit);

  /** Declarations whose name starts with, contains or abbreviates {@code pattern}. */
  List<Symbol> symbols(String pattern, int limit);

  /**
   * As {@link #symbols(String, int)}, told piece by piece while it is searched, the likeliest
   * first; ends early when {@code budget} does.
   *
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  void symbols(String pattern, int limit, Budget budget, Consumer<List<Symbol>> found);

  /** Who uses {@code name}, closest to a file first. */
  List<Reference> references(String name, String near, int limit);

  /** Who calls {@code name}, closest to a file first. */
  List<Reference> callers(String name, String near, int limit);

  /** All declarations of a file in the order of its text; empty if it is not indexed. */
  List<Symbol> outline(String path);

  /** Code that bears on words and identifiers, by BM25. */
  List<Hit> searchCode(String words, int limit);

  /** Documentation that bears on words: doc comments, docstrings, sections of documents. */
  List<Hit> searchDocs(String words, int limit);

  /**
   * The documentation of the module a file belongs to: its README, documents and package
   * descriptions, the closest to the file first.
   */
  List<Symbol> docsOfModule(String path);

  /** Tests that probably run a method, the likeliest first. */
  List<Hit> testsLikelyCovering(Symbol method, int limit);

  /** Methods that use much the same words as one. */
  List<Hit> similarMethods(Symbol method, int limit);

  /** Build system, modules, languages, JDK, test framework. */
  ProjectFacts projectFacts();

  /** A path relative to the workspace as the queries want it. */
  static String relative(Path root, Path file) {
    return root.toAbsolutePath()
        .normalize()
        .relativize(file.toAbsolutePath().normalize())
        .toString()
        .replace('\\', '/');
  }
}
