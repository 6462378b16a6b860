package dev.stepwise.repair.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.stepwise.edit.TextEdit;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class LayoutTest {

  @Test
  void newStatementsGetLinesOfTheirOwn() {
    check("  a();\n", "  x();\n  a();\n", ExpressionStmt.class, (l, s) -> l.before(s, "x();"));
    check("  a();\n", "  a();\n  x();\n", ExpressionStmt.class, (l, s) -> l.after(s, "x();"));
  }

  @Test
  void commentsBehindAStatementStayWithIt() {
    check(
        "  a(); // why\n",
        "  a(); // why\n  x();\n",
        ExpressionStmt.class,
        (l, s) -> l.after(s, "x();"));
  }

  @Test
  void lineEndsStayAsTheyAre() {
    check(
        "  a();\r\n", "  x();\r\n  a();\r\n", ExpressionStmt.class, (l, s) -> l.before(s, "x();"));
  }

  @Test
  void statementsOnOneLineStayTogether() {
    check(
        "  a(); b();\n",
        "  x();\n  a(); b();\n",
        ExpressionStmt.class,
        (l, s) -> l.before(s, "x();"));
    check(
        "  a(); b();\n", "  a(); x(); b();\n", ExpressionStmt.class, (l, s) -> l.after(s, "x();"));
  }

  @Test
  void aSingleStatementUnderAnIfGetsBraces() {
    check(
        "  if (c)\n    a();\n",
        "  if (c) {\n    x();\n    a();\n  }\n",
        ExpressionStmt.class,
        (l, s) -> l.before(s, "x();"));
  }

  @Test
  void deletionLeavesNoEmptyLine() {
    check("  a();\n  b();\n", "  b();\n", ExpressionStmt.class, Layout::delete);
    check("  a(); b();\n", "  b();\n", ExpressionStmt.class, Layout::delete);
  }

  @Test
  void wrappingAndUnwrappingMoveTheIndentation() {
    check(
        "  run(\n      a);\n",
        "  if (c) {\n    run(\n        a);\n  }\n",
        ExpressionStmt.class,
        (l, s) -> List.of(l.wrap(s, s, "if (c)")));
    check(
        "  if (c) {\n    a();\n    b();\n  }\n",
        "  a();\n  b();\n",
        IfStmt.class,
        (l, s) -> l.unwrap(s, s.getThenStmt()));
  }

  private static <T extends Statement> void check(
      String before, String after, Class<T> kind, BiFunction<Layout, T, List<TextEdit>> edit) {
    String head = "class A {\n{\n";
    String text = head + before + "}\n}\n";
    SourceTree tree = SourceTree.parse(text).orElseThrow();
    T statement = tree.unit().findFirst(kind).orElseThrow();
    String result = TextEdit.apply(text, edit.apply(new Layout(tree), statement));
    assertThat(result).isEqualTo(head + after + "}\n}\n");
  }
}
