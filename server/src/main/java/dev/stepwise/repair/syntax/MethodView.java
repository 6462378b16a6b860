package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.edit.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a rule may know of the method (constructor, initializer, field) it edits. */
public final class MethodView {
  private static final int LONGEST_DONOR = 60;
  private static final int LONGEST_STATEMENT = 100;

  private final SourceTree source;
  private final BodyDeclaration<?> declaration;
  private final List<Variable> variables;
  private final ExpressionTypes types;
  private final List<Node> nodes;
  private final List<Donor> donors;
  private final List<Donor> statements;

  private MethodView(SourceTree source, BodyDeclaration<?> declaration, Neighbours neighbours) {
    this.source = source;
    this.declaration = declaration;
    List<Variable> found = new ArrayList<>();
    this.types = new ExpressionTypes(source, found, neighbours);
    Variables.collect(source, declaration, found, types);
    this.variables = List.copyOf(found);
    List<Node> walked = new ArrayList<>();
    declaration.walk(
        n -> {
          if (n.getRange().isPresent()) walked.add(n);
        });
    this.nodes = List.copyOf(walked);
    this.donors = List.copyOf(expressionDonors().values());
    this.statements = List.copyOf(statementDonors().values());
  }

  /** One view for each member of the file's classes that shares text with {@code scope}. */
  public static List<MethodView> of(SourceTree source, TextRange scope) {
    return of(source, scope, Neighbours.none(source.unit()));
  }

  /** The same, with the types of the files around. */
  public static List<MethodView> of(SourceTree source, TextRange scope, Neighbours neighbours) {
    List<MethodView> views = new ArrayList<>();
    for (TypeDeclaration<?> type : source.unit().getTypes()) {
      members(source, type, scope, neighbours, views);
    }
    return views;
  }

  private static void members(
      SourceTree source,
      TypeDeclaration<?> type,
      TextRange scope,
      Neighbours neighbours,
      List<MethodView> out) {
    for (BodyDeclaration<?> member : type.getMembers()) {
      if (!scope.intersects(source.range(member))) {
        continue;
      }
      if (member instanceof TypeDeclaration<?> inner) {
        members(source, inner, scope, neighbours, out);
      } else if (member instanceof CallableDeclaration<?>
          || member instanceof InitializerDeclaration
          || member instanceof FieldDeclaration) {
        out.add(new MethodView(source, member, neighbours));
      }
    }
  }

  public SourceTree source() {
    return source;
  }

  /** The member this view is of. */
  public BodyDeclaration<?> declaration() {
    return declaration;
  }

  /** The method's result type; {@link JavaType#VOID} for constructors and others. */
  public JavaType result() {
    return declaration instanceof MethodDeclaration m ? JavaType.of(m.getType()) : JavaType.VOID;
  }

  public ExpressionTypes types() {
    return types;
  }

  /** Every node of the member, parents before children. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The node as the user wrote it. */
  public String text(Node node) {
    return source.text(node);
  }

  /** Variables that can be used at an offset, innermost scope first, hidden ones left out. */
  public List<Variable> variablesAt(int offset) {
    Map<String, Variable> visible = new LinkedHashMap<>();
    for (Variable v : variables) {
      if (v.visibleAt(offset)) {
        visible.merge(v.name(), v, (a, b) -> a.scope().length() <= b.scope().length() ? a : b);
      }
    }
    return List.copyOf(visible.values());
  }

  /** Variables that can be used at an offset where {@code type} is wanted. */
  public List<Variable> variablesAt(int offset, JavaType type) {
    return variablesAt(offset).stream()
        .filter(v -> types.relations().assignable(v.type(), type))
        .toList();
  }

  /** Expressions of the method that can be used at an offset where {@code type} is wanted. */
  public List<Donor> donorsAt(int offset, JavaType type) {
    return donors.stream()
        .filter(d -> types.relations().assignable(d.type(), type) && usable(d, offset))
        .toList();
  }

  /** Simple statements of the method that can be used at an offset. */
  public List<Donor> statementsAt(int offset) {
    return statements.stream().filter(d -> usable(d, offset)).toList();
  }

  /** Variables of another loop count where they have the same name and type here. */
  private boolean usable(Donor donor, int offset) {
    return donor.variables().stream()
        .allMatch(
            v ->
                v.visibleAt(offset)
                    || variablesAt(offset).stream()
                        .anyMatch(w -> w.name().equals(v.name()) && w.type().equals(v.type())));
  }

  /** Methods of the class that holds this member. */
  public List<MethodDeclaration> siblings() {
    return declaration
        .getParentNode()
        .filter(TypeDeclaration.class::isInstance)
        .map(t -> ((TypeDeclaration<?>) t).getMethods())
        .orElse(List.of());
  }

  /** The smallest statement around a node, itself included. */
  public Optional<Statement> statementOf(Node node) {
    Optional<Node> at = Optional.of(node);
    while (at.isPresent() && !(at.get() instanceof BodyDeclaration<?>)) {
      if (at.get() instanceof Statement s) {
        return Optional.of(s);
      }
      at = at.get().getParentNode();
    }
    return Optional.empty();
  }

  private Map<String, Donor> expressionDonors() {
    Map<String, Donor> found = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (node instanceof Expression e && isDonor(e) && text(e).length() <= LONGEST_DONOR) {
        found.putIfAbsent(text(e), new Donor(e, text(e), types.of(e), read(e)));
      }
    }
    return found;
  }

  private Map<String, Donor> statementDonors() {
    Map<String, Donor> found = new LinkedHashMap<>();
    for (Node node : nodes) {
      boolean simple =
          node instanceof Statement s
              && !(s instanceof BlockStmt)
              && node.findFirst(VariableDeclarationExpr.class).isEmpty()
              && node.findFirst(BlockStmt.class).isEmpty();
      if (simple && text(node).length() <= LONGEST_STATEMENT && !text(node).equals(";")) {
        found.putIfAbsent(text(node), new Donor(node, text(node), JavaType.VOID, read(node)));
      }
    }
    return found;
  }

  private List<Variable> read(Node node) {
    return node.findAll(NameExpr.class).stream()
        .flatMap(n -> types.variable(n).stream())
        .distinct()
        .toList();
  }

  private boolean isDonor(Expression e) {
    return !(e instanceof AssignExpr)
        && !(e instanceof LambdaExpr)
        && !(e instanceof VariableDeclarationExpr)
        && !(e instanceof com.github.javaparser.ast.expr.AnnotationExpr)
        && !types.of(e).equals(JavaType.VOID)
        && !(e instanceof NameExpr n && types.variable(n).isEmpty());
  }
}
