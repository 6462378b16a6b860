package dev.stepwise.repair.compile;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.syntax.Layout;
import dev.stepwise.repair.syntax.MethodView;
import dev.stepwise.repair.syntax.Neighbours;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compile error with the code around it. */
public final class Fault {
  private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(\\w+) ([\\w$]+)");
  private static final Pattern PLACE =
      Pattern.compile("location:\\s+(?:.* of type|class|interface|enum|record) ([\\w.$]+)");
  private static final Pattern QUALIFIED = Pattern.compile("\\b((?:[a-z]\\w*\\.)+)([A-Z]\\w*)");
  private static final Pattern CONVERSION =
      Pattern.compile(
          "(?:possible lossy conversion from )?(.+?) (?:cannot be converted )?to ([^ ].*)");

  private final FaultContext context;
  private final Problem problem;
  private final Optional<SourceTree> tree;

  Fault(FaultContext context, Problem problem, Optional<SourceTree> tree) {
    this.context = context;
    this.problem = problem;
    this.tree = tree;
  }

  /** javac's key without its prefix. */
  public String code() {
    return problem.code().replaceFirst("^compiler\\.err\\.", "");
  }

  public String message() {
    return problem.message();
  }

  /** The whole file. */
  public String text() {
    return context.text();
  }

  public FaultContext context() {
    return context;
  }

  public int start() {
    return problem.range().start();
  }

  public int end() {
    return problem.range().end();
  }

  /** The code that javac marks. */
  public String marked() {
    return text().substring(start(), end());
  }

  /** The file's syntax tree; empty while the file does not parse. */
  public Optional<SourceTree> tree() {
    return tree;
  }

  public Optional<Layout> layout() {
    return tree.map(Layout::new);
  }

  /** The smallest node of a kind that holds what is marked. */
  public <T extends Node> Optional<T> around(Class<T> kind) {
    return tree.flatMap(
        t ->
            t.unit().findAll(kind).stream()
                .filter(n -> n.getRange().isPresent() && t.range(n).contains(problem.range()))
                .min(Comparator.comparingInt(n -> t.range(n).length())));
  }

  /** The first node of a kind within what is marked. */
  public <T extends Node> Optional<T> inside(Class<T> kind) {
    return tree.flatMap(
        t ->
            t.unit().findAll(kind).stream()
                .filter(n -> n.getRange().isPresent() && problem.range().contains(t.range(n)))
                .findFirst());
  }

  /** The outermost expression that is exactly what is marked, else the smallest around it. */
  public Optional<Expression> expression() {
    TextRange range = problem.range();
    return tree.flatMap(
            t ->
                t.unit().findAll(Expression.class).stream()
                    .filter(n -> n.getRange().isPresent() && t.range(n).equals(range))
                    .findFirst())
        .or(() -> around(Expression.class));
  }

  /** The member that holds what is marked. */
  public Optional<MethodView> view() {
    return tree.flatMap(
        t ->
            MethodView.of(t, problem.range(), new Neighbours(context.file(), t.unit())).stream()
                .filter(v -> t.range(v.declaration()).contains(problem.range()))
                .findFirst());
  }

  /** The class that holds what is marked. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Optional<TypeDeclaration<?>> type() {
    return (Optional) around(TypeDeclaration.class);
  }

  /** What could not be found: variable, method, class or package; empty for other errors. */
  public String symbolKind() {
    Matcher m = SYMBOL.matcher(message());
    return m.find() ? m.group(1) : "";
  }

  /** The name that could not be found; empty for other errors. */
  public String symbol() {
    Matcher m = SYMBOL.matcher(message());
    return m.find() ? m.group(2) : "";
  }

  /** The type that an expression has, by simple names; empty for other errors. */
  public String found() {
    return simple(conversion(1));
  }

  /** The type that is wanted, by simple names; empty for other errors. */
  public String required() {
    return simple(conversion(2));
  }

  /** The type that an expression has, as this file can write it. */
  public String foundCode() {
    return written(conversion(1));
  }

  /** The type that is wanted, as this file can write it. */
  public String requiredCode() {
    return written(conversion(2));
  }

  private static String simple(String type) {
    return type.replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
  }

  /** Qualified names of types that are imported anyway made simple. */
  String written(String type) {
    return QUALIFIED
        .matcher(type)
        .replaceAll(
            m -> {
              String pack = m.group(1);
              boolean known =
                  pack.equals("java.lang.")
                      || text().contains("import " + pack + "*;")
                      || text().contains("import " + pack + m.group(2) + ";")
                      || text().contains("package " + pack.replaceAll("\\.$", ";"));
              return Matcher.quoteReplacement((known ? "" : pack) + m.group(2));
            });
  }

  /** Types of the files around. */
  public Optional<Neighbours> neighbours() {
    return tree.map(t -> new Neighbours(context.file(), t.unit()));
  }

  /** Simple name of the type in which a name was looked for; empty where the message has none. */
  public String place() {
    Matcher m = PLACE.matcher(message());
    return m.find() ? simple(m.group(1)).replaceAll("<.*", "") : "";
  }

  /** Offset behind the last token before {@code offset}: where a forgotten token belongs. */
  public int afterPrevious(int offset) {
    return JavaText.endOfPreviousToken(text(), offset);
  }

  private String conversion(int group) {
    String[] lines = message().split("\\R");
    String line = lines[0].replaceFirst("^.*incompatible types: ", "");
    line = line.replaceFirst("^bad type in \\w+ expression ?", "");
    if (line.isBlank() && lines.length > 1) {
      line = lines[1].strip();
    }
    Matcher m = CONVERSION.matcher(line);
    return m.matches() ? m.group(group).strip() : "";
  }
}
