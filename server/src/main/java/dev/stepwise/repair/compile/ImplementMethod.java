package dev.stepwise.repair.compile;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import dev.stepwise.repair.syntax.Nodes;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Adds the missing method, or makes the class abstract.
///
/// ```diff
/// - class Task implements Runnable {
/// + abstract class Task implements Runnable {
///     String name;
///   }
/// ```
///
/// ```diff
///   class Task implements Runnable {
///     String name;
/// +
/// +   @Override
/// +   public void run() {
/// +     throw new UnsupportedOperationException("run");
/// +   }
///   }
/// ```
final class ImplementMethod implements CompileRule {
  private static final Pattern METHOD =
      Pattern.compile("abstract method (\\w+)\\((.*)\\) in (\\S+)");

  /** Results of the abstract methods of the JDK that programs implement most. */
  private static final Map<String, String> RESULTS =
      Map.of(
          "compareTo", "int",
          "compare", "int",
          "iterator", "java.util.Iterator",
          "hasNext", "boolean",
          "next", "Object",
          "call", "Object",
          "get", "Object",
          "test", "boolean",
          "size", "int");

  @Override
  public Set<String> codes() {
    return Set.of("does.not.override.abstract");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    SourceTree tree = fault.tree().orElse(null);
    TypeDeclaration<?> type = fault.type().orElse(null);
    Matcher m = METHOD.matcher(fault.message());
    if (tree == null || type == null || !m.find()) {
      return;
    }
    String indent = tree.indent(tree.start(type));
    String inner = indent + tree.indentUnit();
    String nl = tree.newline();
    Signature signature = signature(m.group(1), m.group(2), m.group(3), tree, fault);
    String code =
        inner
            + "@Override"
            + nl
            + inner
            + "public "
            + signature.result()
            + " "
            + m.group(1)
            + "("
            + signature.parameters()
            + ") {"
            + nl
            + inner
            + tree.indentUnit()
            + "throw new UnsupportedOperationException(\""
            + m.group(1)
            + "\");"
            + nl
            + inner
            + "}"
            + nl;
    int close = tree.end(type) - 1;
    int line = tree.lineStart(close);
    boolean empty = type.getMembers().isEmpty();
    if (tree.text().substring(line, close).isBlank()) {
      out.insert(line, (empty ? "" : nl) + code);
    } else {
      out.insert(close, nl + code + indent);
    }
    if (type instanceof ClassOrInterfaceDeclaration) {
      int keyword = tree.text().indexOf("class ", tree.start(type));
      out.insert(keyword, "abstract ");
    }
  }

  private record Signature(String result, String parameters) {}

  /** As the file itself declares the method, else as javac's message and the JDK's habits tell. */
  private static Signature signature(
      String name, String types, String owner, SourceTree tree, Fault fault) {
    for (MethodDeclaration d : tree.unit().findAll(MethodDeclaration.class)) {
      boolean same =
          d.getNameAsString().equals(name)
              && d.getBody().isEmpty()
              && Nodes.parent(d) instanceof TypeDeclaration<?> t
              && t.getNameAsString().equals(owner.replaceAll(".*\\.", "").replaceAll("<.*", ""));
      if (same) {
        String parameters =
            d.getParameters().stream().map(tree::text).collect(Collectors.joining(", "));
        return new Signature(tree.text(d.getType()), parameters);
      }
    }
    List<String> parameters = new ArrayList<>();
    String[] each = types.isBlank() ? new String[0] : types.split(",(?![^<]*>)");
    for (int i = 0; i < each.length; i++) {
      parameters.add(
          fault.written(each[i].strip()) + " " + (each.length == 1 ? "value" : "value" + (i + 1)));
    }
    return new Signature(RESULTS.getOrDefault(name, "void"), String.join(", ", parameters));
  }
}
