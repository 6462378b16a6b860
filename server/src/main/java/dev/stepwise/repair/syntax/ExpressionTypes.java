package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Types of expressions as far as the file's own text tells them, and the types wanted there. */
public final class ExpressionTypes {
  private final SourceTree source;
  private final List<Variable> variables;
  private final TypeRelations relations;
  private final Neighbours neighbours;
  private final KnownMethods known = new KnownMethods();
  private final List<MethodDeclaration> methods;

  ExpressionTypes(SourceTree source, List<Variable> variables, Neighbours neighbours) {
    this.source = source;
    this.variables = variables;
    this.neighbours = neighbours;
    this.relations = new TypeRelations(source.unit(), neighbours);
    this.methods = source.unit().findAll(MethodDeclaration.class);
  }

  /** The expression's type, {@link JavaType#UNKNOWN} where the file does not tell. */
  public JavaType of(Expression expression) {
    return switch (expression) {
      case NameExpr name -> variable(name).map(Variable::type).orElse(JavaType.UNKNOWN);
      case BooleanLiteralExpr e -> JavaType.BOOLEAN;
      case InstanceOfExpr e -> JavaType.BOOLEAN;
      case IntegerLiteralExpr e -> JavaType.INT;
      case LongLiteralExpr e -> JavaType.LONG;
      case DoubleLiteralExpr e -> JavaType.DOUBLE;
      case CharLiteralExpr e -> JavaType.CHAR;
      case NullLiteralExpr e -> JavaType.NULL;
      case LiteralStringValueExpr e -> JavaType.STRING;
      case EnclosedExpr e -> of(e.getInner());
      case UnaryExpr e -> unary(e);
      case BinaryExpr e -> binary(e);
      case AssignExpr e -> of(e.getTarget());
      case CastExpr e -> JavaType.of(e.getType());
      case ObjectCreationExpr e -> JavaType.of(e.getType());
      case ArrayCreationExpr e -> JavaType.of(e.getElementType()).array(e.getLevels().size());
      case ArrayAccessExpr e -> of(e.getName()).element();
      case ConditionalExpr e -> {
        JavaType first = of(e.getThenExpr());
        yield first.isKnown() && !first.equals(JavaType.NULL) ? first : of(e.getElseExpr());
      }
      case FieldAccessExpr e -> field(e);
      case MethodCallExpr e -> call(e);
      default -> JavaType.UNKNOWN;
    };
  }

  /** What the place where {@code expression} stands wants; unknown where that cannot be read. */
  public JavaType wanted(Expression expression) {
    Node parent = Nodes.parent(expression);
    return switch (parent) {
      case IfStmt s -> JavaType.BOOLEAN;
      case WhileStmt s -> JavaType.BOOLEAN;
      case DoStmt s -> JavaType.BOOLEAN;
      case ForStmt s when Nodes.same(s.getCompare(), expression) -> JavaType.BOOLEAN;
      case ConditionalExpr e when Nodes.same(e.getCondition(), expression) -> JavaType.BOOLEAN;
      case ConditionalExpr e -> wanted(e);
      case EnclosedExpr e -> wanted(e);
      case UnaryExpr e when e.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT ->
          JavaType.BOOLEAN;
      case BinaryExpr e when isLogical(e.getOperator()) -> JavaType.BOOLEAN;
      case ArrayAccessExpr e when Nodes.same(e.getIndex(), expression) -> JavaType.INT;
      case AssignExpr e when Nodes.same(e.getValue(), expression) -> of(e.getTarget());
      case VariableDeclarator v -> v.getType().isVarType() ? of(expression) : declared(v);
      case ReturnStmt s -> returned(s);
      case MethodCallExpr e -> parameter(e, expression);
      default -> JavaType.UNKNOWN;
    };
  }

  /** The wanted type where known, else the expression's own. */
  public JavaType wantedOrOwn(Expression expression) {
    JavaType wanted = wanted(expression);
    return wanted.isKnown() ? wanted : of(expression);
  }

  /** The variable that a name means. */
  public Optional<Variable> variable(NameExpr name) {
    int at = source.start(name);
    return variables.stream()
        .filter(v -> v.name().equals(name.getNameAsString()) && v.visibleAt(at))
        .min(Comparator.comparingInt(v -> v.scope().length()));
  }

  /** Methods of this file that a call may mean, by name and number of arguments. */
  public List<MethodDeclaration> targets(MethodCallExpr call) {
    boolean own = call.getScope().map(s -> s instanceof ThisExpr).orElse(true);
    String receiver = own ? "" : typeName(call.getScope().orElseThrow());
    return (own ? methods : methodsOf(receiver))
        .stream()
            .filter(m -> m.getNameAsString().equals(call.getNameAsString()))
            .filter(m -> fits(m, call.getArguments().size()))
            .toList();
  }

  /** Methods that a class of this file or of a file around declares. */
  public List<MethodDeclaration> methodsOf(String type) {
    List<MethodDeclaration> here = methods.stream().filter(m -> ownerName(m).equals(type)).toList();
    return here.isEmpty() ? neighbours.find(type).map(t -> t.getMethods()).orElse(List.of()) : here;
  }

  public TypeRelations relations() {
    return relations;
  }

  /** What a loop over an array or collection yields. */
  public static JavaType elementOf(JavaType iterable) {
    return iterable.isArray() ? iterable.element() : iterable.argument(0);
  }

  private JavaType declared(VariableDeclarator v) {
    return v.getParentNode().flatMap(Node::getParentNode).orElse(v) instanceof ForEachStmt
        ? JavaType.UNKNOWN
        : JavaType.of(v.getType());
  }

  private JavaType unary(UnaryExpr e) {
    return e.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT
        ? JavaType.BOOLEAN
        : of(e.getExpression()).unboxed();
  }

  private JavaType binary(BinaryExpr e) {
    return switch (e.getOperator()) {
      case OR, AND, EQUALS, NOT_EQUALS, LESS, GREATER, LESS_EQUALS, GREATER_EQUALS ->
          JavaType.BOOLEAN;
      case LEFT_SHIFT, SIGNED_RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT ->
          promoted(of(e.getLeft()), JavaType.INT);
      case PLUS -> {
        JavaType left = of(e.getLeft());
        JavaType right = of(e.getRight());
        yield left.isString() || right.isString() ? JavaType.STRING : promoted(left, right);
      }
      default -> {
        JavaType left = of(e.getLeft());
        JavaType right = of(e.getRight());
        yield left.isBoolean() && right.isBoolean() ? JavaType.BOOLEAN : promoted(left, right);
      }
    };
  }

  private static JavaType promoted(JavaType left, JavaType right) {
    if (!left.isNumeric() || !right.isNumeric()) {
      return JavaType.UNKNOWN;
    }
    JavaType wide = left.numericRank() >= right.numericRank() ? left : right;
    return wide.numericRank() <= JavaType.INT.numericRank() ? JavaType.INT : wide.unboxed();
  }

  private JavaType field(FieldAccessExpr e) {
    if (e.getNameAsString().equals("length") && of(e.getScope()).isArray()) {
      return JavaType.INT;
    }
    if (e.getScope() instanceof ThisExpr) {
      return variables.stream()
          .filter(v -> v.kind() == Variable.Kind.FIELD && v.name().equals(e.getNameAsString()))
          .map(Variable::type)
          .findFirst()
          .orElse(JavaType.UNKNOWN);
    }
    String owner = typeName(e.getScope());
    return source.unit().findAll(VariableDeclarator.class).stream()
        .filter(v -> v.getNameAsString().equals(e.getNameAsString()))
        .filter(v -> fieldOwner(v).equals(owner))
        .findFirst()
        .or(() -> neighbours.find(owner).flatMap(t -> fieldOf(t, e.getNameAsString())))
        .map(v -> JavaType.of(v.getType()))
        .orElse(JavaType.UNKNOWN);
  }

  private static Optional<VariableDeclarator> fieldOf(TypeDeclaration<?> type, String name) {
    return type.getFields().stream()
        .flatMap(f -> f.getVariables().stream())
        .filter(v -> v.getNameAsString().equals(name))
        .findFirst();
  }

  /** Type of a record's component, read through its accessor. */
  private Optional<JavaType> component(String type, MethodCallExpr call) {
    Optional<RecordDeclaration> here =
        source.unit().findAll(RecordDeclaration.class).stream()
            .filter(r -> r.getNameAsString().equals(type))
            .findFirst();
    return here.or(
            () ->
                neighbours
                    .find(type)
                    .filter(RecordDeclaration.class::isInstance)
                    .map(RecordDeclaration.class::cast))
        .flatMap(r -> r.getParameterByName(call.getNameAsString()))
        .filter(p -> call.getArguments().isEmpty())
        .map(p -> JavaType.of(p.getType()));
  }

  private JavaType call(MethodCallExpr call) {
    List<JavaType> own =
        targets(call).stream().map(m -> JavaType.of(m.getType())).distinct().toList();
    if (!own.isEmpty()) {
      return own.size() == 1 ? own.get(0) : JavaType.UNKNOWN;
    }
    if (call.getScope().isEmpty()) {
      return JavaType.UNKNOWN;
    }
    Expression scope = call.getScope().get();
    JavaType receiver = of(scope);
    if (!receiver.isKnown()) {
      receiver = JavaType.named(typeName(scope));
    }
    boolean argumentsDecide =
        List.of("max", "min", "abs", "floorMod", "floorDiv").contains(call.getNameAsString());
    if (argumentsDecide && receiver.name().equals("Math")) {
      return call.getArguments().stream()
          .map(this::of)
          .reduce(ExpressionTypes::promoted)
          .map(JavaType::unboxed)
          .orElse(JavaType.UNKNOWN);
    }
    JavaType of = receiver;
    return component(receiver.name(), call)
        .orElseGet(() -> known.result(of, call.getNameAsString(), relations));
  }

  /** The name of the expression's type, or of the class that the expression names. */
  private String typeName(Expression scope) {
    JavaType type = of(scope);
    if (type.isKnown()) {
      return type.name();
    }
    return switch (scope) {
      case NameExpr name -> name.getNameAsString();
      case FieldAccessExpr field -> field.getNameAsString();
      default -> "?";
    };
  }

  private JavaType returned(ReturnStmt statement) {
    Optional<Node> at = statement.getParentNode();
    while (at.isPresent()) {
      if (at.get() instanceof LambdaExpr) {
        return JavaType.UNKNOWN;
      }
      if (at.get() instanceof CallableDeclaration<?> callable) {
        return callable instanceof MethodDeclaration m
            ? JavaType.of(m.getType())
            : JavaType.UNKNOWN;
      }
      at = at.get().getParentNode();
    }
    return JavaType.UNKNOWN;
  }

  private JavaType parameter(MethodCallExpr call, Expression argument) {
    int index = call.getArguments().indexOf(argument);
    List<MethodDeclaration> targets = targets(call);
    if (index < 0 || targets.size() != 1) {
      return JavaType.UNKNOWN;
    }
    Parameter p = targets.get(0).getParameter(Math.min(index, last(targets.get(0))));
    return p.isVarArgs() ? JavaType.UNKNOWN : JavaType.of(p.getType());
  }

  private static int last(MethodDeclaration method) {
    return method.getParameters().size() - 1;
  }

  private static boolean fits(MethodDeclaration method, int arguments) {
    int declared = method.getParameters().size();
    boolean varArgs = declared > 0 && method.getParameter(declared - 1).isVarArgs();
    return varArgs ? arguments >= declared - 1 && declared > 0 : arguments == declared;
  }

  private static String ownerName(Node member) {
    return member
        .getParentNode()
        .filter(TypeDeclaration.class::isInstance)
        .map(t -> ((TypeDeclaration<?>) t).getNameAsString())
        .orElse("");
  }

  private static String fieldOwner(VariableDeclarator v) {
    return v.getParentNode()
        .filter(FieldDeclaration.class::isInstance)
        .map(ExpressionTypes::ownerName)
        .orElse("");
  }

  private static boolean isLogical(BinaryExpr.Operator operator) {
    return operator == BinaryExpr.Operator.AND || operator == BinaryExpr.Operator.OR;
  }
}
