package dev.stepwise.repair.compile;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.stepwise.repair.syntax.SourceTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says which of two types or methods is meant.
///
/// ```diff
///   import java.awt.*;
///   import java.util.*;
/// + import java.util.List;
///
///   class A {
///     List<String> names;
///   }
/// ```
final class Ambiguous implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("ref.ambiguous");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    Matcher types =
        Pattern.compile("(?:class|interface) ([\\w.]+) in ([\\w.]+)").matcher(fault.message());
    List<String> found = new ArrayList<>();
    while (types.find()) {
      found.add(
          types.group(1).contains(".") ? types.group(1) : types.group(2) + "." + types.group(1));
    }
    found.sort(Comparator.comparing((String t) -> !t.startsWith("java.util.")));
    found.forEach(t -> out.add(List.of(Imports.add(text, t))));
    SourceTree tree = fault.tree().orElse(null);
    MethodCallExpr call = fault.around(MethodCallExpr.class).orElse(null);
    if (tree == null || call == null || !found.isEmpty()) {
      return;
    }
    Matcher signature = Pattern.compile("method \\w+\\(([^)]*)\\)").matcher(fault.message());
    while (signature.find()) {
      String[] parameters = signature.group(1).split(",(?![^<]*>)");
      for (int i = 0; i < Math.min(parameters.length, call.getArguments().size()); i++) {
        Expression argument = call.getArgument(i);
        if (argument.isNullLiteralExpr()) {
          out.insert(tree.start(argument), "(" + fault.written(parameters[i].strip()) + ") ");
        }
      }
    }
  }
}
