package dev.stepwise.repair.python.syntax;

import dev.stepwise.edit.TextRange;
import dev.stepwise.language.tree.SyntaxNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** All that a rule may know of the function it edits. */
public final class FunctionView {
  private static final int LONGEST_DONOR = 60;
  private static final int LONGEST_STATEMENT = 100;
  private static final Set<String> EXPRESSIONS =
      Set.of(
          "identifier",
          "attribute",
          "subscript",
          "call",
          "binary_operator",
          "boolean_operator",
          "comparison_operator",
          "not_operator",
          "unary_operator",
          "integer",
          "float",
          "string",
          "true",
          "false",
          "none",
          "list",
          "tuple",
          "dictionary",
          "set",
          "list_comprehension",
          "set_comprehension",
          "dictionary_comprehension",
          "generator_expression",
          "conditional_expression",
          "parenthesized_expression");
  private static final String[] SIMPLE = {
    "expression_statement",
    "return_statement",
    "raise_statement",
    "assert_statement",
    "delete_statement",
    "break_statement",
    "continue_statement"
  };

  private final PythonTree tree;
  private final SyntaxNode function;
  private final Names names;
  private final Kinds kinds;
  private final List<SyntaxNode> nodes = new ArrayList<>();
  private final List<TextRange> heads = new ArrayList<>();
  private final Map<String, Donor> donors = new LinkedHashMap<>();
  private final Map<String, Donor> statements = new LinkedHashMap<>();

  private FunctionView(PythonTree tree, SyntaxNode function) {
    this.tree = tree;
    this.function = function;
    this.names = new Names(tree, function);
    this.kinds = new Kinds(tree, function);
    function.walk(
        n -> {
          if (n.isNamed() && !n.is("comment")) {
            nodes.add(n);
          }
        });
    nodes.stream().filter(FunctionView::isStatement).forEach(s -> heads.add(head(s)));
    heads.add(new TextRange(function.start(), function.child("body").orElse(function).start()));
    nodes.forEach(this::donate);
  }

  /** One view for each outermost function that shares text with {@code scope}. */
  public static List<FunctionView> of(PythonTree tree, TextRange scope) {
    return tree.root().all("function_definition").stream()
        .filter(f -> f.around("function_definition").isEmpty())
        .filter(f -> scope.intersects(tree.range(f)))
        .map(f -> new FunctionView(tree, f))
        .toList();
  }

  public PythonTree tree() {
    return tree;
  }

  /** The {@code function_definition}. */
  public SyntaxNode function() {
    return function;
  }

  /** Every named node of the function, parents before children. */
  public List<SyntaxNode> nodes() {
    return nodes;
  }

  /** The node as the user wrote it. */
  public String text(SyntaxNode node) {
    return tree.text(node);
  }

  /** The text of a part; empty if there is none. */
  public String text(SyntaxNode node, String field) {
    return node.child(field).map(tree::text).orElse("");
  }

  public Kind kind(SyntaxNode expression) {
    return kinds.of(expression);
  }

  /** Names of variables that have a value at an offset, the nearest first. */
  public List<String> variablesAt(int offset) {
    return names.at(offset);
  }

  /** The same, of those whose values fit where {@code kind} is wanted. */
  public List<String> variablesAt(int offset, Kind kind) {
    return names.at(offset).stream().filter(n -> kindOf(n).fits(kind)).toList();
  }

  /** Kind of a variable by its name. */
  public Kind kindOf(String variable) {
    return kinds.ofName(variable);
  }

  /** Expressions of the function, names included, that can be used at an offset. */
  public List<Donor> donorsAt(int offset, Kind kind) {
    return donors.values().stream().filter(d -> d.kind().fits(kind) && usable(d, offset)).toList();
  }

  /** Simple statements of the function that can be used at an offset. */
  public List<Donor> statementsAt(int offset) {
    return statements.values().stream().filter(d -> usable(d, offset)).toList();
  }

  private boolean usable(Donor donor, int offset) {
    List<String> here = names.at(offset);
    return donor.reads().stream().allMatch(n -> here.contains(n) || !names.isKnown(n));
  }

  /** Names of attributes that the file mentions, in its order. */
  public Set<String> attributes() {
    Set<String> found = new LinkedHashSet<>();
    tree.root().all("attribute").stream()
        .filter(a -> !a.isPart("function", "call"))
        .forEach(a -> found.add(text(a, "attribute")));
    return found;
  }

  /** Whether the node stands where a value is computed. */
  public boolean isValue(SyntaxNode node) {
    if (!EXPRESSIONS.contains(node.kind())) {
      return false;
    }
    boolean target =
        node.isPart("left", "assignment", "augmented_assignment", "for_statement", "for_in_clause")
            || node.isIn("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern");
    boolean name =
        node.isPart("function", "call")
            || node.isPart("attribute", "attribute")
            || node.field().equals("name")
            || node.isIn(
                "parameters",
                "lambda_parameters",
                "typed_parameter",
                "type",
                "decorator",
                "global_statement",
                "nonlocal_statement",
                "dotted_name",
                "as_pattern_target",
                "string",
                "except_clause");
    boolean docstring = node.is("string") && node.isIn("expression_statement");
    return !target && !name && !docstring && inBody(node);
  }

  private boolean inBody(SyntaxNode node) {
    return function.child("body").filter(b -> b.contains(node)).isPresent();
  }

  /** Whether the node is a statement in a block of this file. */
  public static boolean isStatement(SyntaxNode node) {
    return node.isNamed() && !node.is("comment") && node.isIn("block", "module");
  }

  /** Whether it is a statement without a block of its own. */
  public static boolean isSimple(SyntaxNode node) {
    return isStatement(node) && node.is(SIMPLE);
  }

  /** The smallest statement around a node, itself included. */
  public Optional<SyntaxNode> statementOf(SyntaxNode node) {
    Optional<SyntaxNode> at = Optional.of(node);
    while (at.isPresent() && !isStatement(at.get())) {
      at = at.get().parent();
    }
    return at;
  }

  /** Whether the node is the whole condition of an if, a loop or a conditional expression. */
  public static boolean isCondition(SyntaxNode node) {
    boolean inConditional =
        node.isIn("conditional_expression")
            && node.parent().filter(p -> p.parts().indexOf(node) == 1).isPresent();
    return node.isPart("condition", "if_statement", "elif_clause", "while_statement")
        || inConditional
        || node.isIn("if_clause");
  }

  /** Whether a {@code continue} or {@code break} may stand there. */
  public static boolean inLoop(SyntaxNode node) {
    return node.around("for_statement", "while_statement", "function_definition")
        .filter(n -> !n.is("function_definition"))
        .isPresent();
  }

  /** One-based lines that count for a stretch of text: those of its statement's head. */
  public Set<Integer> linesOf(TextRange range) {
    Set<Integer> lines = new HashSet<>();
    int last = Math.max(range.start(), range.end() - 1);
    lines.add(tree.line(range.start()));
    lines.add(tree.line(last));
    heads.stream()
        .filter(h -> h.touches(range.start()))
        .min(Comparator.comparingInt(TextRange::length))
        .ifPresent(
            h ->
                IntStream.rangeClosed(tree.line(h.start()), tree.line(h.end()))
                    .forEach(lines::add));
    return lines;
  }

  private static TextRange head(SyntaxNode s) {
    int end =
        s.child("consequence").or(() -> s.child("body")).map(SyntaxNode::start).orElse(s.end());
    // The block begins on the next line; its head ends with the colon.
    boolean block = end < s.end();
    int stop =
        block
            ? s.children().stream()
                .filter(c -> c.is(":") && c.end() <= end)
                .mapToInt(SyntaxNode::end)
                .max()
                .orElse(s.start())
            : end;
    return new TextRange(s.start(), Math.max(s.start(), stop));
  }

  private void donate(SyntaxNode node) {
    String code = text(node);
    if (isValue(node) && code.length() <= LONGEST_DONOR && !code.contains("\n")) {
      boolean assigned = node.isIn("keyword_argument") && node.field().equals("name");
      boolean thrownAway = node.isIn("expression_statement");
      if (!assigned && !thrownAway && !node.is("generator_expression")) {
        donors.putIfAbsent(code, new Donor(node, code, kinds.of(node), names.readBy(node)));
      }
    }
    boolean docstring =
        node.parts().stream().allMatch(p -> p.is("string")) && !node.parts().isEmpty();
    if (isSimple(node) && !docstring && code.length() <= LONGEST_STATEMENT) {
      statements.putIfAbsent(code, new Donor(node, code, Kind.UNKNOWN, names.readBy(node)));
    }
  }
}
