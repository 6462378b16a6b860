package dev.stepwise.language.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.language.Declaration;
import dev.stepwise.language.Declaration.Kind;
import dev.stepwise.language.Mentions;
import dev.stepwise.language.Outline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaReaderTest {
  private final JavaReader reader = new JavaReader();

  @Test
  void membersOfAllKinds() {
    check(
        """
        package a.b;
        import java.util.*;
        /** Doc. */
        @Deprecated public abstract sealed class A<T extends List<? super T>> extends B<T[]> permits C {
          int x = 1, y[] = {1, 2}, z;
          Map<String, List<int[]>> map = new HashMap<String, List<int[]>>(), other;
          static { x = 2; }
          A() {}
          <R> A(R r) { this(); }
          @Override(true) public <R, S> List<R> m(final R[] a, int... b) throws E, F { return null; }
          abstract int[] n()[];
          enum Color { RED, @X GREEN(1) { void p() {} }, BLUE; int c; Color() {} }
          record Point(int px, @Y List<String> py) { Point { } static int s; }
          @interface Note { String value() default "a;b"; int[] more() default {1, 2}; }
          interface I { default void d() {} private void e() {} ; }
          non-sealed class C2 extends A {}
        }
        void main() { }
        """,
        "CLASS A",
        "FIELD A.x",
        "FIELD A.y",
        "FIELD A.z",
        "FIELD A.map",
        "FIELD A.other",
        "CONSTRUCTOR A.A",
        "CONSTRUCTOR A.A",
        "METHOD A.m",
        "METHOD A.n",
        "ENUM A.Color",
        "ENUM_CONSTANT A.Color.RED",
        "ENUM_CONSTANT A.Color.GREEN",
        "METHOD A.Color.GREEN.p",
        "ENUM_CONSTANT A.Color.BLUE",
        "FIELD A.Color.c",
        "CONSTRUCTOR A.Color.Color",
        "RECORD A.Point",
        "FIELD A.Point.px",
        "FIELD A.Point.py",
        "CONSTRUCTOR A.Point.Point",
        "FIELD A.Point.s",
        "ANNOTATION A.Note",
        "METHOD A.Note.value",
        "METHOD A.Note.more",
        "INTERFACE A.I",
        "METHOD A.I.d",
        "METHOD A.I.e",
        "CLASS A.C2",
        "METHOD main");
  }

  @Test
  void localAndAnonymousClasses() {
    check(
        """
        class A {
          Runnable r = new Runnable() { int f; public void run() {} };
          void m() {
            final class Local { void inner() {} }
            record Pair(int a) {}
            record = 1;
            call(new Object() { void anonymous() {} }, x -> { class InLambda {} });
            Class<?> c = String.class;
          }
        }
        """,
        "CLASS A",
        "FIELD A.r",
        "FIELD A.r.f",
        "METHOD A.r.run",
        "METHOD A.m",
        "CLASS A.m.Local",
        "METHOD A.m.Local.inner",
        "RECORD A.m.Pair",
        "FIELD A.m.Pair.a",
        "METHOD A.m.anonymous",
        "CLASS A.m.InLambda");
  }

  @Test
  void signaturesAreOneLineWithoutAnnotations() {
    String text =
        """
        class A {
          @Test(timeout = 1)
          public static <T> Map<T, int[]> m(
              final @Nullable T first, int... rest)
              throws IOException {
            return null;
          }
          private final int a = f(1, 2), b = 2;
        }
        """;
    assertThat(reader.read(text).declarations())
        .extracting(Declaration::signature)
        .containsExactly(
            "class A",
            "public static <T> Map<T, int[]> m(final T first, int... rest) throws IOException",
            "private final int a",
            "private final int b");
  }

  @Test
  void rangesCoverTheDeclarationAndItsComment() {
    String text = "class A {\n  /** Doc. */\n  @X int m() { return 1; }\n}\n";
    Declaration method = reader.read(text).declarations().get(1);
    assertThat(text.substring(method.range().start(), method.range().end()))
        .isEqualTo("@X int m() { return 1; }");
    assertThat(text.substring(method.body().orElseThrow().start(), method.range().end()))
        .isEqualTo("{ return 1; }");
    assertThat(text.substring(method.doc().orElseThrow().start(), method.withDoc().end()))
        .startsWith("/** Doc. */\n");
    assertThat(method.annotations()).containsExactly("X");
  }

  @Test
  void markdownCommentsAreDocComments() {
    String text = "/// One\n/// two.\nclass A {}\n";
    assertThat(reader.read(text).declarations().getFirst().withDoc().start()).isZero();
  }

  @Test
  void mentionsKnowCalls() {
    String text =
        "class A { int m(B b) { b.go(x); new C<>(1); return f(A::h) + \"s\".length(); } }";
    assertThat(mentions(text))
        .containsExactly("B", "b", "b", "go()", "x", "C()", "f()", "A", "h()", "length()");
  }

  @Test
  void oddTextIsNoDanger() {
    for (String text :
        List.of(
            "",
            "}",
            "{",
            "class",
            "class A",
            "class A {",
            "@",
            "enum E { A(",
            "int x",
            "\"",
            "/*",
            "/**",
            "'",
            "record R(",
            "class A { void m( }",
            "\\u0041",
            "new",
            "<<<<",
            "class A<B { }",
            "module a.b {",
            "class A { int a = new X() { void f(")) {
      for (int cut = 0; cut <= text.length(); cut++) {
        Outline outline = reader.read(text.substring(0, cut));
        assertThat(outline.declarations()).hasSizeLessThan(5);
      }
    }
  }

  @Test
  void brokenTextKeepsItsDeclarations() {
    Outline outline =
        reader.read("class A {\n  void a() { if (x { y(); }\n  int b;\n  void c() {}\n}\n");
    assertThat(outline.exact()).isFalse();
    assertThat(outline.declarations()).extracting(Declaration::name).contains("A", "a", "b", "c");
  }

  private List<String> mentions(String text) {
    Mentions mentions = reader.read(text).mentions();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < mentions.size(); i++) {
      names.add(
          text.substring(mentions.start(i), mentions.end(i)) + (mentions.isCall(i) ? "()" : ""));
    }
    return names;
  }

  private void check(String text, String... expected) {
    Outline outline = reader.read(text);
    assertThat(outline.exact()).isTrue();
    assertThat(outline.declarations())
        .extracting(d -> d.kind() + " " + outline.qualifiedName(d))
        .containsExactly(expected);
    List<Declaration> parsed = JavacDeclarations.read(text, tokens(text)).orElseThrow();
    assertThat(parsed)
        .extracting(d -> d.kind() + " " + d.name() + d.nameRange())
        .containsExactlyInAnyOrderElementsOf(
            outline.declarations().stream()
                .map(d -> d.kind() + " " + d.name() + d.nameRange())
                .toList());
    assertThat(parsed).noneMatch(d -> d.kind() == Kind.SECTION);
  }

  private static JavaTokens tokens(String text) {
    JavaTokens tokens = new JavaTokens();
    new JavaLexer().read(text.toCharArray(), text.length(), tokens);
    return tokens;
  }
}
