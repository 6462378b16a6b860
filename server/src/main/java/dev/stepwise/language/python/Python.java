package dev.stepwise.language.python;

import dev.stepwise.language.SourceReader;
import dev.stepwise.language.tree.TreeSitterReader;
import java.util.Set;
import org.treesitter.TreeSitterPython;

/** Reads Python: classes, functions, assignments of modules and classes, docstrings. */
public final class Python {
  private static final String QUERY =
      """
      (class_definition name: (identifier) @name
        body: (block . (expression_statement (string) @doc)) @body) @class
      (class_definition name: (identifier) @name body: (block) @body) @class
      (function_definition name: (identifier) @name
        body: (block . (expression_statement (string) @doc)) @body) @function
      (function_definition name: (identifier) @name body: (block) @body) @function
      (module (expression_statement (assignment left: (identifier) @name)) @variable)
      (class_definition
        body: (block (expression_statement (assignment left: (identifier) @name)) @field))
      (decorator) @decorator
      (comment) @comment
      (identifier) @mention
      (call function: (identifier) @call)
      (call function: (attribute attribute: (identifier) @call))
      """;

  private Python() {}

  public static SourceReader reader() {
    return new TreeSitterReader(
        "python", Set.of("py", "pyi"), TreeSitterPython::new, QUERY, new PythonLines());
  }
}
