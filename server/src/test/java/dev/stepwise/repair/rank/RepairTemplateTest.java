package dev.stepwise.repair.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.repair.Told;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairTemplateTest {
  private static final Path FILE = Path.of("A.java").toAbsolutePath();
  private static final String TEXT =
      """
      class A {
          /** Sums. */
          static int sum(int[] a) {
              int s = 0; // the sum

              // all of them
              for (int i = 0; i <= a.length; i++) {
                  s += a[i]; // add
              }
              return s;
          }
      }
      """;

  private static RepairTemplate template() {
    return RepairTemplate.of(FILE, TEXT, scope(TEXT), Told.NOTHING);
  }

  private static TextRange scope(String text) {
    return new TextRange(text.indexOf("static int"), text.lastIndexOf("    }") + 5);
  }

  @Test
  void rendersTheMethodAsTheWeightsWereTrained() {
    assertThat(template().method().joined())
        .isEqualTo(
            """
            <|im_start|>java
            1 static int sum(int[] a) {
            2     int s = 0;
            3     for (int i = 0; i <= a.length; i++) {
            4         s += a[i];
            5     }
            6     return s;
            7 }<issue_start>""");
  }

  @ParameterizedTest
  @CsvSource({"A.java,java", "a.py,python", "a.tsx,js", "a.mjs,js", "a.go,go"})
  void theExtensionNamesTheLanguage(String file, String tag) {
    Path path = Path.of(file).toAbsolutePath();
    assertThat(RepairTemplate.of(path, TEXT, scope(TEXT), Told.NOTHING).method().joined())
        .startsWith("<|im_start|>" + tag + "\n1 ");
  }

  @Test
  void whatIsToldComesBehindTheMethod() {
    RepairTemplate told =
        RepairTemplate.of(FILE, TEXT, scope(TEXT), new Told("last one lost", "no end"));
    assertThat(told.method().joined())
        .endsWith("7 }<jupyter_text>last one lost<jupyter_output>no end<issue_start>");
  }

  @Test
  void onlyMarkersAreSpecial() {
    assertThat(template().method().segments().stream().filter(s -> s.special()).toList())
        .extracting(s -> s.text())
        .containsExactly("<|im_start|>", "<issue_start>");
  }

  @Test
  void rendersLocationEchoAndFix() {
    Location at = new Location(2, 1);
    String all =
        template()
            .location(at)
            .then(template().echo(at))
            .then(template().fix(List.of("    for (int i = 0; i < a.length; i++) {")))
            .joined();
    assertThat(all)
        .isEqualTo(
            "3<jupyter_code>     for (int i = 0; i <= a.length; i++) {<issue_comment>"
                + "     for (int i = 0; i < a.length; i++) {<|im_end|>");
  }

  @Test
  void findsTheHunkOfAnEdit() {
    int at = TEXT.indexOf("<=");
    Hunk hunk = template().hunk(List.of(TextEdit.replace(at, at + 2, "<"))).orElseThrow();
    assertThat(hunk.at()).hasToString("3");
    assertThat(hunk.fix()).containsExactly("    for (int i = 0; i < a.length; i++) {");
  }

  @Test
  void findsTheHunkOfAnInsertedAndOfADeletedLine() {
    int before = TEXT.indexOf("        return s;");
    assertThat(template().hunk(List.of(TextEdit.replace(before, before, "        s++;\n"))))
        .hasValue(new Hunk(new Location(5, 0), List.of(), List.of("    s++;")));
    int from = TEXT.indexOf("            s += a[i]; // add\n");
    int to = TEXT.indexOf("        }\n        return");
    assertThat(template().hunk(List.of(TextEdit.replace(from, to, ""))))
        .hasValue(new Hunk(new Location(3, 1), List.of("        s += a[i];"), List.of()));
  }

  @Test
  void ignoresEditsOfCommentsAndOutside() {
    int comment = TEXT.indexOf("all of them");
    assertThat(template().hunk(List.of(TextEdit.replace(comment, comment + 3, "each")))).isEmpty();
    assertThat(template().hunk(List.of(TextEdit.replace(0, 5, "record")))).isEmpty();
  }

  @Test
  void putsAFixIntoTheFileAndKeepsComments() {
    check(
        new Location(3, 1),
        List.of("        s += 2 * a[i];"),
        TEXT.replace("s += a[i]; // add", "s += 2 * a[i]; // add"));
    check(
        new Location(5, 0),
        List.of("    if (s < 0) {", "        s = 0;", "    }"),
        TEXT.replace(
            "        return s;",
            "        if (s < 0) {\n            s = 0;\n        }\n        return s;"));
    check(
        new Location(2, 3),
        List.of("    for (int v : a) {", "        s += a[i];", "    }"),
        TEXT.replace("for (int i = 0; i <= a.length; i++) {", "for (int v : a) {"));
    check(new Location(3, 1), List.of(), TEXT.replace("            s += a[i]; // add\n", ""));
  }

  @Test
  void keepsTabs() {
    String tabs = TEXT.replace("    ", "\t");
    RepairTemplate template =
        RepairTemplate.of(
            FILE,
            tabs,
            new TextRange(tabs.indexOf("static int"), tabs.lastIndexOf("\t}") + 2),
            Told.NOTHING);
    assertThat(template.lines()).isEqualTo(template().lines());
    TextEdit edit = template.edit(new Location(5, 0), List.of("    s++;")).orElseThrow();
    assertThat(TextEdit.apply(tabs, List.of(edit)))
        .isEqualTo(tabs.replace("\t\treturn", "\t\ts++;\n\t\treturn"));
  }

  @Test
  void roundTripsEveryOneLineFix() {
    for (int line = 0; line < template().lines().size(); line++) {
      List<String> fix = List.of(template().lines().get(line) + " x();");
      Location at = new Location(line, 1);
      TextEdit edit = template().edit(at, fix).orElseThrow();
      assertThat(template().hunk(List.of(edit)).orElseThrow().fix()).isEqualTo(fix);
    }
  }

  @Test
  void readsLocations() {
    assertThat(Location.parse("7")).hasValue(new Location(6, 1));
    assertThat(Location.parse("7-9")).hasValue(new Location(6, 3));
    assertThat(Location.parse("7+")).hasValue(new Location(7, 0));
    assertThat(Location.parse("0")).isEmpty();
    assertThat(Location.parse("9-7")).isEmpty();
    assertThat(Location.parse("seven")).isEmpty();
    for (String form : List.of("7", "7-9", "7+")) {
      assertThat(Location.parse(form).orElseThrow()).hasToString(form);
    }
  }

  private static void check(Location at, List<String> fix, String after) {
    TextEdit edit = template().edit(at, fix).orElseThrow();
    assertThat(TextEdit.apply(TEXT, List.of(edit))).isEqualTo(after);
  }
}
