package dev.stepwise.language.javascript;

import dev.stepwise.language.SourceReader;
import dev.stepwise.language.tree.TreeSitterReader;
import java.util.Set;
import org.treesitter.TreeSitterTsx;
import org.treesitter.TreeSitterTypescript;

/** Reads TypeScript: as JavaScript, with interfaces, enums, type aliases and abstract classes. */
public final class TypeScript {
  private static final String QUERY =
      """
      (class_declaration name: (type_identifier) @name body: (class_body) @body) @class
      (abstract_class_declaration name: (type_identifier) @name body: (class_body) @body) @class
      (interface_declaration name: (type_identifier) @name body: (_) @body) @interface
      (type_alias_declaration name: (type_identifier) @name) @interface
      (enum_declaration name: (identifier) @name body: (enum_body) @body) @enum
      (enum_body [(property_identifier) @name (enum_assignment name: (property_identifier) @name)]
        @constant)
      (method_definition name: [(property_identifier) (private_property_identifier)] @name
        body: (statement_block) @body) @method
      (method_signature name: (property_identifier) @name) @method
      (abstract_method_signature name: (property_identifier) @name) @method
      (public_field_definition name: [(property_identifier) (private_property_identifier)] @name)
        @field
      (property_signature name: (property_identifier) @name) @field
      (function_declaration name: (identifier) @name body: (statement_block) @body) @function
      (function_signature name: (identifier) @name) @function
      (generator_function_declaration name: (identifier) @name body: (statement_block) @body)
        @function
      (variable_declarator name: (identifier) @name
        value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]) @function
      (program (lexical_declaration (variable_declarator name: (identifier) @name) @variable))
      (program (export_statement (lexical_declaration
        (variable_declarator name: (identifier) @name) @variable)))
      (decorator) @decorator
      (comment) @comment
      (identifier) @mention
      (type_identifier) @mention
      (property_identifier) @mention
      (shorthand_property_identifier) @mention
      (call_expression function: (identifier) @call)
      (call_expression function: (member_expression property: (property_identifier) @call))
      (new_expression constructor: (identifier) @call)
      """;

  private TypeScript() {}

  public static SourceReader reader() {
    return new TreeSitterReader(
        "typescript", Set.of("ts", "mts", "cts"), TreeSitterTypescript::new, QUERY);
  }

  /** For TypeScript with markup, a grammar of its own: {@code <a>b} is a cast in the other. */
  public static SourceReader markupReader() {
    return new TreeSitterReader("typescript", Set.of("tsx"), TreeSitterTsx::new, QUERY);
  }
}
