package dev.stepwise.repair.python.syntax;

import dev.stepwise.language.tree.SyntaxNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Guesses kinds of values from what is assigned to names and how they are used. */
final class Kinds {
  private static final Set<String> COUNTING =
      Set.of("len", "sum", "abs", "int", "float", "round", "ord", "hash", "pow", "divmod");
  private static final Set<String> LISTING =
      Set.of("list", "sorted", "tuple", "range", "reversed", "zip", "enumerate", "map", "filter");
  private static final Set<String> LIST_CALLS =
      Set.of("append", "extend", "insert", "sort", "reverse", "popleft", "appendleft");
  private static final Set<String> TEXT_CALLS =
      Set.of("strip", "lower", "upper", "split", "startswith", "endswith", "rfind", "join");
  private static final Set<String> MAPPING_CALLS = Set.of("items", "keys", "values", "setdefault");

  private final PythonTree tree;
  private final Map<String, Kind> names = new HashMap<>();

  Kinds(PythonTree tree, SyntaxNode function) {
    this.tree = tree;
    // Twice: what is assigned may be used before.
    function.walk(this::assigned);
    function.walk(this::assigned);
    function.walk(this::used);
  }

  Kind ofName(String name) {
    return names.getOrDefault(name, Kind.UNKNOWN);
  }

  Kind of(SyntaxNode e) {
    return switch (e.kind()) {
      case "integer", "float" -> Kind.NUMBER;
      case "string", "concatenated_string" -> Kind.TEXT;
      case "list", "tuple", "list_comprehension", "expression_list" -> Kind.SEQUENCE;
      case "generator_expression" -> Kind.CONTAINER;
      case "dictionary", "dictionary_comprehension" -> Kind.MAPPING;
      case "set", "set_comprehension" -> Kind.SET;
      case "true", "false", "comparison_operator", "not_operator" -> Kind.BOOLEAN;
      case "none" -> Kind.NONE;
      case "identifier" -> names.getOrDefault(tree.text(e), Kind.UNKNOWN);
      case "parenthesized_expression" ->
          e.parts().isEmpty() ? Kind.UNKNOWN : of(e.parts().getFirst());
      case "unary_operator" -> Kind.NUMBER;
      case "binary_operator" -> ofBinary(e);
      case "boolean_operator" -> ofBoth(e);
      case "conditional_expression" -> of(e.parts().getFirst());
      case "call" -> ofCall(e);
      case "subscript" -> ofSubscript(e);
      default -> Kind.UNKNOWN;
    };
  }

  private Kind ofBoth(SyntaxNode e) {
    Kind left = e.child("left").map(this::of).orElse(Kind.UNKNOWN);
    Kind right = e.child("right").map(this::of).orElse(Kind.UNKNOWN);
    return left == right ? left : Kind.UNKNOWN;
  }

  private Kind ofBinary(SyntaxNode e) {
    Kind left = e.child("left").map(this::of).orElse(Kind.UNKNOWN);
    Kind right = e.child("right").map(this::of).orElse(Kind.UNKNOWN);
    return switch (Level.operator(e)) {
      case "/", "//", "**", "<<", ">>" -> Kind.NUMBER;
      case "+" -> left != Kind.UNKNOWN ? left : right;
      case "-" -> left == Kind.SET ? Kind.SET : Kind.NUMBER;
      case "%" -> left == Kind.TEXT ? Kind.TEXT : Kind.NUMBER;
      case "*" -> left.isContainer() ? left : right.isContainer() ? right : Kind.NUMBER;
      default -> left == Kind.SET || right == Kind.SET ? Kind.SET : left;
    };
  }

  private Kind ofCall(SyntaxNode e) {
    SyntaxNode function = e.child("function").orElse(e);
    if (function.is("identifier")) {
      String name = tree.text(function);
      if (COUNTING.contains(name)) {
        return Kind.NUMBER;
      }
      if (LISTING.contains(name)) {
        return Kind.SEQUENCE;
      }
      return switch (name) {
        case "str", "repr", "chr", "input" -> Kind.TEXT;
        case "set", "frozenset" -> Kind.SET;
        case "dict", "defaultdict", "Counter", "OrderedDict" -> Kind.MAPPING;
        case "deque" -> Kind.SEQUENCE;
        case "bool", "any", "all", "isinstance", "callable", "hasattr" -> Kind.BOOLEAN;
        default -> Kind.UNKNOWN;
      };
    }
    String method = function.child("attribute").map(tree::text).orElse("");
    return switch (method) {
      case "find", "rfind", "index", "count", "bit_length" -> Kind.NUMBER;
      case "strip", "lstrip", "rstrip", "lower", "upper", "join", "replace", "title" -> Kind.TEXT;
      case "split", "splitlines", "items", "keys", "values" -> Kind.SEQUENCE;
      case "startswith", "endswith", "isdigit", "issuperset", "issubset" -> Kind.BOOLEAN;
      case "copy", "union", "intersection", "difference" ->
          function.child("object").map(this::of).orElse(Kind.UNKNOWN);
      default -> Kind.UNKNOWN;
    };
  }

  private Kind ofSubscript(SyntaxNode e) {
    Kind value = e.child("value").map(this::of).orElse(Kind.UNKNOWN);
    boolean slice = e.parts().stream().anyMatch(p -> p.is("slice"));
    if (slice) {
      return value == Kind.UNKNOWN ? Kind.CONTAINER : value;
    }
    return value == Kind.TEXT ? Kind.TEXT : Kind.UNKNOWN;
  }

  private void assigned(SyntaxNode node) {
    switch (node.kind()) {
      case "assignment" -> {
        Optional<SyntaxNode> right = node.child("right");
        node.child("left")
            .filter(l -> l.is("identifier") && right.isPresent())
            .ifPresent(l -> learn(tree.text(l), of(right.orElseThrow())));
      }
      case "augmented_assignment" ->
          node.child("left")
              .filter(l -> l.is("identifier") && !Level.operator(node).equals("+="))
              .ifPresent(l -> learn(tree.text(l), Kind.NUMBER));
      case "for_statement", "for_in_clause" -> loop(node);
      case "default_parameter" -> {
        Optional<SyntaxNode> value = node.child("value");
        node.child("name")
            .ifPresent(n -> learn(tree.text(n), value.map(this::of).orElse(Kind.UNKNOWN)));
      }
      default -> {
        // Assigns nothing.
      }
    }
  }

  private void loop(SyntaxNode node) {
    SyntaxNode over = node.child("right").orElse(node);
    String function = over.is("call") ? over.child("function").map(tree::text).orElse("") : "";
    SyntaxNode left = node.child("left").orElse(node);
    if (function.equals("range") && left.is("identifier")) {
      learn(tree.text(left), Kind.NUMBER);
    }
    if (function.equals("enumerate") && !left.parts().isEmpty()) {
      learn(tree.text(left.parts().getFirst()), Kind.NUMBER);
    }
    if (over.is("identifier")) {
      learn(tree.text(over), Kind.CONTAINER);
    }
  }

  private void used(SyntaxNode node) {
    if (!node.is("identifier")
        || names.getOrDefault(tree.text(node), Kind.UNKNOWN) != Kind.UNKNOWN) {
      return;
    }
    String name = tree.text(node);
    if (node.isPart("value", "subscript")) {
      learn(name, Kind.CONTAINER);
    } else if (node.isPart("object", "attribute")) {
      String attribute =
          node.parent().flatMap(p -> p.child("attribute")).map(tree::text).orElse("");
      learn(
          name,
          LIST_CALLS.contains(attribute)
              ? Kind.SEQUENCE
              : TEXT_CALLS.contains(attribute)
                  ? Kind.TEXT
                  : MAPPING_CALLS.contains(attribute) ? Kind.MAPPING : Kind.OBJECT);
    } else if (node.isIn("binary_operator")) {
      String operator = node.parent().map(Level::operator).orElse("");
      if (Set.of("-", "/", "//", "**").contains(operator)) {
        learn(name, Kind.NUMBER);
      }
    } else if (node.isIn("argument_list")) {
      String call =
          node.parent()
              .flatMap(SyntaxNode::parent)
              .flatMap(c -> c.child("function"))
              .map(tree::text)
              .orElse("");
      if (call.equals("len")) {
        learn(name, Kind.CONTAINER);
      } else if (call.equals("range")) {
        learn(name, Kind.NUMBER);
      }
    }
  }

  /** Two kinds for one name leave it open. */
  private void learn(String name, Kind kind) {
    if (kind == Kind.UNKNOWN || kind == Kind.NONE) {
      return;
    }
    Kind known = names.get(name);
    if (known == null || (known == Kind.CONTAINER && kind.isContainer())) {
      names.put(name, kind);
    } else if (known != kind && !(kind == Kind.CONTAINER && known.isContainer())) {
      names.put(name, Kind.UNKNOWN);
    }
  }
}
