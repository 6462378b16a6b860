package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.nodeTypes.modifiers.NodeWithStaticModifier;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.type.Type;
import dev.stepwise.edit.TextRange;
import java.util.List;
import java.util.Optional;

/** Collects the variables that the code of one declaration can use. */
final class Variables {
  private final SourceTree source;
  private final List<Variable> found;
  private final ExpressionTypes types;

  private Variables(SourceTree source, List<Variable> found, ExpressionTypes types) {
    this.source = source;
    this.found = found;
    this.types = types;
  }

  /**
   * Adds the fields around {@code declaration}, then its parameters and locals.
   *
   * @param types looks names up in {@code found}, so that the type of {@code var} can be inferred
   */
  static void collect(
      SourceTree source,
      BodyDeclaration<?> declaration,
      List<Variable> found,
      ExpressionTypes types) {
    Variables variables = new Variables(source, found, types);
    boolean isStatic = isStatic(declaration);
    Optional<Node> around = declaration.getParentNode();
    while (around.isPresent()) {
      if (around.get() instanceof TypeDeclaration<?> type) {
        variables.fields(type, isStatic);
        isStatic = isStatic || type.isStatic() || !type.isClassOrInterfaceDeclaration();
      }
      around = around.get().getParentNode();
    }
    declaration.walk(variables::local);
  }

  private static boolean isStatic(BodyDeclaration<?> declaration) {
    return declaration instanceof NodeWithStaticModifier<?> node && node.isStatic();
  }

  private void fields(TypeDeclaration<?> type, boolean onlyStatic) {
    TextRange scope = source.range(type);
    for (FieldDeclaration field : type.getFields()) {
      if (!onlyStatic || field.isStatic()) {
        field(field, scope);
      }
    }
    if (type instanceof RecordDeclaration record && !onlyStatic) {
      for (Parameter p : record.getParameters()) {
        add(p.getNameAsString(), p.getType(), Variable.Kind.FIELD, scope.start(), scope, true);
      }
    }
    if (type instanceof EnumDeclaration constants) {
      JavaType self = JavaType.named(type.getNameAsString());
      constants
          .getEntries()
          .forEach(
              e ->
                  found.add(
                      new Variable(
                          e.getNameAsString(),
                          self,
                          Variable.Kind.FIELD,
                          scope.start(),
                          scope,
                          true)));
    }
  }

  private void field(FieldDeclaration field, TextRange scope) {
    for (VariableDeclarator v : field.getVariables()) {
      add(
          v.getNameAsString(),
          v.getType(),
          Variable.Kind.FIELD,
          scope.start(),
          scope,
          field.isFinal());
    }
  }

  private void local(Node node) {
    switch (node) {
      case Parameter parameter -> parameter(parameter);
      case VariableDeclarator v when v.getParentNode().orElse(null) instanceof FieldDeclaration f ->
          f.getParentNode().ifPresent(p -> innerField(v, f, p));
      case VariableDeclarator v -> declarator(v);
      case TypePatternExpr pattern ->
          add(
              pattern.getNameAsString(),
              pattern.getType(),
              Variable.Kind.LOCAL,
              source.end(pattern),
              source.range(enclosing(pattern)),
              false);
      default -> {}
    }
  }

  private void parameter(Parameter parameter) {
    Node owner = Nodes.parent(parameter);
    boolean inner = owner instanceof LambdaExpr || owner instanceof CatchClause;
    TextRange scope = source.range(owner);
    JavaType type = JavaType.of(parameter.getType());
    if (parameter.isVarArgs()) {
      type = type.array(type.dimensions() + 1);
    }
    found.add(
        new Variable(
            parameter.getNameAsString(),
            type,
            inner ? Variable.Kind.LOCAL : Variable.Kind.PARAMETER,
            source.end(parameter),
            scope,
            parameter.isFinal()));
  }

  private void innerField(VariableDeclarator v, FieldDeclaration field, Node owner) {
    if (owner instanceof TypeDeclaration<?> || owner instanceof ObjectCreationExpr) {
      TextRange scope = source.range(owner);
      add(
          v.getNameAsString(),
          v.getType(),
          Variable.Kind.FIELD,
          scope.start(),
          scope,
          field.isFinal());
    }
  }

  private void declarator(VariableDeclarator v) {
    Node owner = enclosing(v);
    boolean isFinal =
        v.getParentNode().orElse(null) instanceof VariableDeclarationExpr d && d.isFinal();
    int declared = owner instanceof ForEachStmt each ? source.start(each.getBody()) : source.end(v);
    JavaType type = JavaType.of(v.getType());
    if (v.getType().isVarType()) {
      type =
          owner instanceof ForEachStmt each
              ? ExpressionTypes.elementOf(types.of(each.getIterable()))
              : v.getInitializer().map(types::of).orElse(JavaType.UNKNOWN);
    }
    found.add(
        new Variable(
            v.getNameAsString(),
            type,
            Variable.Kind.LOCAL,
            declared,
            source.range(owner),
            isFinal));
  }

  /** Where a variable that is declared at {@code node} can be used. */
  private static Node enclosing(Node node) {
    Node at = node;
    while (at.getParentNode().isPresent()) {
      at = at.getParentNode().get();
      if (at instanceof BlockStmt
          || at instanceof SwitchEntry
          || at instanceof ForStmt
          || at instanceof ForEachStmt
          || at instanceof TryStmt
          || (at instanceof LambdaExpr lambda
              && lambda.getExpressionBody().filter(Expression.class::isInstance).isPresent())
          || at instanceof BodyDeclaration<?>) {
        return at;
      }
    }
    return at;
  }

  private void add(
      String name, Type type, Variable.Kind kind, int declared, TextRange scope, boolean isFinal) {
    found.add(new Variable(name, JavaType.of(type), kind, declared, scope, isFinal));
  }
}
