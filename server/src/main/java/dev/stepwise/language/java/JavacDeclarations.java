package dev.stepwise.language.java;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ModuleTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Declaration;
import dev.stepwise.language.Declaration.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds the declarations of a broken Java text with javac's error-tolerant parser. */
final class JavacDeclarations extends TreeScanner<Object, Integer> {
  private final JavaTokens tokens;
  private final SourcePositions positions;
  private final CompilationUnitTree unit;
  private final List<Declaration> found = new ArrayList<>();
  private boolean inClassBody;

  private JavacDeclarations(
      JavaTokens tokens, SourcePositions positions, CompilationUnitTree unit) {
    this.tokens = tokens;
    this.positions = positions;
    this.unit = unit;
  }

  /**
   * Parses {@code text}, whose tokens were read already, and marks declared names in them.
   *
   * @return nothing if javac gave up
   */
  static Optional<List<Declaration>> read(String text, JavaTokens tokens) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null,
                null,
                problem -> {},
                List.of("-proc:none", "-Xlint:none"),
                null,
                List.of(new Source(text)));
    try {
      for (CompilationUnitTree unit : task.parse()) {
        JavacDeclarations scanner =
            new JavacDeclarations(tokens, Trees.instance(task).getSourcePositions(), unit);
        scanner.scan(unit, -1);
        return Optional.of(scanner.found);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      // javac's parser may fail on its own bugs; the scanner's guess is better than nothing
      return Optional.empty();
    }
  }

  @Override
  public Object visitClass(ClassTree tree, Integer parent) {
    if (tree.getSimpleName().isEmpty()) {
      return members(tree, parent, false);
    }
    Kind kind =
        switch (tree.getKind()) {
          case INTERFACE -> Kind.INTERFACE;
          case ENUM -> Kind.ENUM;
          case RECORD -> Kind.RECORD;
          case ANNOTATION_TYPE -> Kind.ANNOTATION;
          default -> Kind.CLASS;
        };
    int place = add(tree, tree.getModifiers(), kind, tree.getSimpleName().toString(), parent);
    return members(tree, place < 0 ? parent : Integer.valueOf(place), true);
  }

  /** Variables right in a class are its members, those of its blocks and lambdas are not. */
  private Object members(ClassTree tree, Integer parent, boolean named) {
    boolean outer = inClassBody;
    for (Tree member : tree.getMembers()) {
      inClassBody = named || member instanceof VariableTree;
      scan(member, parent);
    }
    inClassBody = outer;
    return this;
  }

  @Override
  public Object visitBlock(BlockTree tree, Integer parent) {
    return inside(() -> super.visitBlock(tree, parent));
  }

  @Override
  public Object visitLambdaExpression(LambdaExpressionTree tree, Integer parent) {
    return inside(() -> super.visitLambdaExpression(tree, parent));
  }

  private Object inside(Runnable scan) {
    boolean outer = inClassBody;
    inClassBody = false;
    scan.run();
    inClassBody = outer;
    return this;
  }

  @Override
  public Object visitModule(ModuleTree tree, Integer parent) {
    int start = (int) positions.getStartPosition(unit, tree);
    int end = (int) positions.getEndPosition(unit, tree);
    int name = (int) positions.getStartPosition(unit, tree.getName());
    int nameEnd = (int) positions.getEndPosition(unit, tree.getName());
    if (start >= 0 && name >= start && nameEnd > name && end >= nameEnd) {
      int first = tokenAt(start);
      found.add(
          new Declaration(
              Kind.MODULE,
              tree.getName().toString(),
              JavaSignature.of(tokens, first, tokenAt(nameEnd)),
              doc(first),
              new TextRange(start, end),
              new TextRange(name, nameEnd),
              Optional.empty(),
              parent,
              List.of()));
    }
    return this;
  }

  @Override
  public Object visitMethod(MethodTree tree, Integer parent) {
    String name = tree.getName().toString();
    boolean constructor = name.equals("<init>");
    if (constructor && parent >= 0) {
      name = found.get(parent).name();
    }
    int place =
        add(tree, tree.getModifiers(), constructor ? Kind.CONSTRUCTOR : Kind.METHOD, name, parent);
    return scan(tree.getBody(), place < 0 ? parent : Integer.valueOf(place));
  }

  @Override
  public Object visitVariable(VariableTree tree, Integer parent) {
    String name = tree.getName().toString();
    boolean member = inClassBody && !name.isEmpty();
    int place = member ? add(tree, tree.getModifiers(), Kind.FIELD, name, parent) : -1;
    return scan(tree.getInitializer(), place < 0 ? parent : Integer.valueOf(place));
  }

  /** An enum constant is a variable to javac; it is the one that no type stands in front of. */
  private boolean isConstant(int nameToken, int parent) {
    return parent >= 0
        && found.get(parent).kind() == Kind.ENUM
        && nameToken > 0
        && ("{,)".indexOf(tokens.kind[nameToken - 1]) >= 0
            || tokens.kind[Math.max(0, nameToken - 2)] == '@');
  }

  private int add(Tree tree, ModifiersTree modifiers, Kind kind, String name, int parent) {
    int start = (int) positions.getStartPosition(unit, tree);
    int end = (int) positions.getEndPosition(unit, tree);
    if (start < 0 || end <= start || name.isEmpty() || name.equals("<error>")) {
      return -1;
    }
    int first = tokenAt(start);
    int nameToken = first;
    while (nameToken < tokens.size && tokens.start[nameToken] < end && !isName(nameToken, name)) {
      nameToken++;
    }
    if (nameToken >= tokens.size || tokens.start[nameToken] >= end) {
      return -1;
    }
    Optional<TextRange> body = body(tree);
    int headerEnd = nameToken + 1;
    int headerLimit = body.map(TextRange::start).orElse(end);
    while (headerEnd < tokens.size
        && tokens.start[headerEnd] < headerLimit
        && (kind == Kind.FIELD ? ";=," : ";{").indexOf(tokens.kind[headerEnd]) < 0) {
      headerEnd =
          tokens.kind[headerEnd] == '(' && tokens.match[headerEnd] >= 0
              ? tokens.match[headerEnd] + 1
              : headerEnd + 1;
    }
    tokens.kind[nameToken] = JavaTokens.DECLARED;
    found.add(
        new Declaration(
            kind == Kind.FIELD && isConstant(nameToken, parent) ? Kind.ENUM_CONSTANT : kind,
            name,
            JavaSignature.of(tokens, first, headerEnd),
            doc(first),
            new TextRange(start, end),
            new TextRange(tokens.start[nameToken], tokens.end[nameToken]),
            body,
            parent,
            names(modifiers)));
    return found.size() - 1;
  }

  private Optional<TextRange> doc(int firstToken) {
    int doc = tokens.docBefore(firstToken);
    return doc < 0
        ? Optional.empty()
        : Optional.of(new TextRange(tokens.docStart[doc], tokens.docEnd[doc]));
  }

  private boolean isName(int token, String name) {
    char kind = tokens.kind[token];
    return (kind == JavaTokens.NAME || kind == JavaTokens.DECLARED) && tokens.is(token, name);
  }

  private Optional<TextRange> body(Tree tree) {
    if (tree instanceof MethodTree method && method.getBody() != null) {
      int start = (int) positions.getStartPosition(unit, method.getBody());
      int end = (int) positions.getEndPosition(unit, method.getBody());
      return start < 0 || end < start ? Optional.empty() : Optional.of(new TextRange(start, end));
    }
    return Optional.empty();
  }

  private static List<String> names(ModifiersTree modifiers) {
    List<String> names = new ArrayList<>();
    for (AnnotationTree annotation : modifiers.getAnnotations()) {
      switch (annotation.getAnnotationType()) {
        case IdentifierTree name -> names.add(name.getName().toString());
        case MemberSelectTree name -> names.add(name.getIdentifier().toString());
        default -> {}
      }
    }
    return names;
  }

  private int tokenAt(int offset) {
    int low = 0;
    int high = tokens.size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.start[middle] < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Source.java"), javax.tools.JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
