package dev.stepwise.repair.python;

import dev.stepwise.language.tree.SyntaxNode;
import dev.stepwise.repair.python.syntax.FunctionView;
import dev.stepwise.repair.rule.Prior;
import java.util.List;

/// Calls a related method or function: another end, another direction, one or many.
///
/// ```diff
///   def joined(lists):
///       result = []
///       for each in lists:
/// -         result.append(each)
/// +         result.extend(each)
///       return result
/// ```
final class OtherMethod implements PythonRule {
  private static final List<List<String>> FAMILIES =
      List.of(
          List.of("append", "extend", "add", "insert", "appendleft"),
          List.of("add", "update", "discard", "remove"),
          List.of("pop", "popleft"),
          List.of("any", "all"),
          List.of("min", "max", "sum"),
          List.of("find", "rfind"),
          List.of("index", "rindex", "find"),
          List.of("strip", "lstrip", "rstrip"),
          List.of("lower", "upper", "title", "capitalize"),
          List.of("startswith", "endswith"),
          List.of("keys", "values", "items"),
          List.of("union", "intersection", "difference", "symmetric_difference"),
          List.of("issubset", "issuperset"),
          List.of("ljust", "rjust", "center"),
          List.of("split", "rsplit"),
          List.of("partition", "rpartition"),
          List.of("sorted", "reversed", "list", "set"),
          List.of("floor", "ceil"),
          List.of("int", "round"),
          List.of("heappop", "heappush", "heappushpop", "heapreplace"),
          List.of("bisect_left", "bisect_right"),
          List.of("isdigit", "isalpha", "isalnum"));

  @Override
  public double prior() {
    return Prior.COMMON;
  }

  @Override
  public void propose(SyntaxNode node, FunctionView view, PythonEdits out) {
    if (!node.is("call")) {
      return;
    }
    String name = Code.called(view, node);
    node.child("function")
        .ifPresent(
            f -> {
              int start = f.end() - name.length();
              for (List<String> family : FAMILIES) {
                if (family.contains(name)) {
                  family.forEach(other -> out.raw(start, f.end(), other));
                }
              }
            });
    boolean plain = name.equals("pop") && Code.arguments(node).isEmpty();
    if (plain) {
      out.raw(node.end() - 1, node.end() - 1, "0");
    }
  }
}
