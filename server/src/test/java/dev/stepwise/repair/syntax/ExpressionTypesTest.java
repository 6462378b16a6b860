package dev.stepwise.repair.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import dev.stepwise.edit.TextRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTypesTest {
  private static final String CONTEXT =
      """
      class A {
        int count;
        record P(String name, long size) {}
        int twice(int n) { return 2 * n; }
        void f(int i, double d, String s, List<Integer> list, Map<String, List<Integer>> map,
            int[][] grid, P p, char c) {
          var copy = list;
          Object o = EXPRESSION;
        }
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          i + 1 | int
          i * d | double
          c + 1 | int
          s + i | String
          i < 2 | boolean
          list.get(0) | Integer
          map.get(s) | List<Integer>
          map.get(s).get(0) | Integer
          copy.get(0) | Integer
          copy.size() | int
          grid[0] | int[]
          grid[0][1] | int
          grid.length | int
          s.charAt(0) | char
          s.substring(1) | String
          twice(3) | int
          this.count | int
          p.size() | long
          p.name().length() | int
          Math.max(i, d) | double
          i > 0 ? s : null | String
          (long) i | long
          new int[3] | int[]
          unknown.thing | ?
          """)
  void reads(String expression, String type) {
    assertThat(typeIn(CONTEXT, expression, Path.of("A.java"))).isEqualTo(type);
  }

  @Test
  void readsTypesOfFilesAround(@TempDir Path folder) throws IOException {
    Path pack = Files.createDirectories(folder.resolve("src/shop"));
    Files.writeString(
        pack.resolve("Book.java"),
        "package shop; public class Book extends Item { public int price; "
            + "public String title() { return null; } }");
    String text =
        "package shop; class A { void f(Book book, Item item) { Object o = EXPRESSION; } }";
    Path file = pack.resolve("A.java");
    assertThat(typeIn(text, "book.title()", file)).isEqualTo("String");
    assertThat(typeIn(text, "book.price", file)).isEqualTo("int");
  }

  @Test
  void namesAreVisibleFromTheirDeclarationToTheEndOfTheirBlock() {
    String text = "class A { int f; void m(int p) { int a = 1; { int b = 2; } int c = HERE; } }";
    MethodView view = view(text, Path.of("A.java"), 1);
    List<String> names =
        view.variablesAt(text.indexOf("HERE")).stream().map(Variable::name).toList();
    assertThat(names).containsExactlyInAnyOrder("f", "p", "a");
  }

  private static String typeIn(String context, String expression, Path file) {
    String text = context.replace("EXPRESSION", expression);
    for (int i = 0; i < 4; i++) {
      MethodView view = view(text, file, i);
      for (Node node : view.nodes()) {
        if (node instanceof Expression e && view.text(e).equals(expression)) {
          return view.types().of(e).toString();
        }
      }
    }
    throw new AssertionError("not found: " + expression);
  }

  private static MethodView view(String text, Path file, int index) {
    SourceTree tree = SourceTree.parse(text).orElseThrow();
    List<MethodView> views =
        MethodView.of(tree, new TextRange(0, text.length()), new Neighbours(file, tree.unit()));
    return views.get(Math.min(index, views.size() - 1));
  }
}
