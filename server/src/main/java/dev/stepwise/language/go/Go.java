package dev.stepwise.language.go;

import dev.stepwise.language.SourceReader;
import dev.stepwise.language.tree.TreeSitterReader;
import java.util.Set;
import org.treesitter.TreeSitterGo;

/** Reads Go: functions, methods, types with their fields, package-level constants and variables. */
public final class Go {
  private static final String QUERY =
      """
      (function_declaration name: (identifier) @name body: (block) @body) @function
      (method_declaration name: (field_identifier) @name body: (block) @body) @method
      (type_declaration (type_spec name: (type_identifier) @name
        type: (struct_type (field_declaration_list) @body))) @class
      (type_declaration (type_spec name: (type_identifier) @name
        type: (interface_type) @body)) @interface
      (type_declaration (type_spec name: (type_identifier) @name)) @class
      (field_declaration name: (field_identifier) @name) @field
      (method_elem name: (field_identifier) @name) @method
      (source_file (const_declaration (const_spec name: (identifier) @name) @variable))
      (source_file (var_declaration (var_spec name: (identifier) @name) @variable))
      (comment) @comment
      (identifier) @mention
      (type_identifier) @mention
      (field_identifier) @mention
      (call_expression function: (identifier) @call)
      (call_expression function: (selector_expression field: (field_identifier) @call))
      """;

  private Go() {}

  public static SourceReader reader() {
    return new TreeSitterReader("go", Set.of("go"), TreeSitterGo::new, QUERY);
  }
}
