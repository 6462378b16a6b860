package dev.stepwise.language.javascript;

import dev.stepwise.language.SourceReader;
import dev.stepwise.language.tree.TreeSitterReader;
import java.util.Set;
import org.treesitter.TreeSitterJavascript;

/** Reads JavaScript: functions, arrow functions with a name, classes, methods, constants. */
public final class JavaScript {
  private static final String QUERY =
      """
      (class_declaration name: (identifier) @name body: (class_body) @body) @class
      (class name: (identifier) @name body: (class_body) @body) @class
      (method_definition name: [(property_identifier) (private_property_identifier)] @name
        body: (statement_block) @body) @method
      (field_definition property: [(property_identifier) (private_property_identifier)] @name)
        @field
      (function_declaration name: (identifier) @name body: (statement_block) @body) @function
      (generator_function_declaration name: (identifier) @name body: (statement_block) @body)
        @function
      (variable_declarator name: (identifier) @name
        value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]) @function
      (program (lexical_declaration (variable_declarator name: (identifier) @name) @variable))
      (program (variable_declaration (variable_declarator name: (identifier) @name) @variable))
      (program (export_statement (lexical_declaration
        (variable_declarator name: (identifier) @name) @variable)))
      (decorator) @decorator
      (comment) @comment
      (identifier) @mention
      (property_identifier) @mention
      (shorthand_property_identifier) @mention
      (call_expression function: (identifier) @call)
      (call_expression function: (member_expression property: (property_identifier) @call))
      (new_expression constructor: (identifier) @call)
      """;

  private JavaScript() {}

  public static SourceReader reader() {
    return new TreeSitterReader(
        "javascript", Set.of("js", "mjs", "cjs", "jsx"), TreeSitterJavascript::new, QUERY);
  }
}
