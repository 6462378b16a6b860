package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that have neither a build nor a test, as people open them. */
@Tag("slow")
class PythonWithoutTestsTest {
  @TempDir Path root;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(root.resolve(name), text);
  }

  private CommandRun fix(String... more) {
    String[] all = new String[more.length + 5];
    System.arraycopy(
        new String[] {"fix", "--workspace", root.toString(), "--model", "none"}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return CommandRun.of(all);
  }

  @Test
  void aMisspeltNameIsCorrected() throws IOException {
    Path shop =
        write(
            "shop.py",
            """
            def price(items):
                total = 0
                for item in items:
                    total += item
                return totl
            """);
    String before = Files.readString(shop);
    CommandRun run = fix("--at", "shop.py:5:12", "--apply");
    assertThat(run.out())
        .as(run.err())
        .contains("Proposal, not verified")
        .contains("+    return total\n")
        .contains("shop.py compiles, and every name in it is defined")
        .contains("not run: shop.py has none");
    // What is not verified is only shown.
    assertThat(Files.readString(shop)).isEqualTo(before);
  }

  @Test
  void aForgottenModuleIsImported() throws IOException {
    write(
        "save.py",
        """
        \"\"\"Saves things.\"\"\"
        import os


        def save(thing, name):
            with open(os.path.join("out", name), "w") as file:
                file.write(json.dumps(thing))
        """);
    CommandRun run = fix("--at", "save.py:7");
    assertThat(run.out()).as(run.err()).contains("+import json\n import os\n");
  }

  @Test
  void aPythonWithoutPytestCompilesAndSaysWhatTestsNeed() throws IOException, InterruptedException {
    Process made =
        new ProcessBuilder("python3", "-m", "venv", "--without-pip", ".venv")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
    write("shop.py", "def price(items):\n    return summ(items)\n");
    assertThat(fix("--at", "shop.py:2").out()).contains("+    return sum(items)\n");
    write("test_shop.py", "import shop\n\ndef test_price():\n    assert shop.price([1]) == 1\n");
    CommandRun run = fix("--test", "test_shop.py::test_price");
    assertThat(run.exit()).isNotZero();
    assertThat(run.err()).contains("has no pytest: install it with");
  }

  @Test
  void whatIsNotFixedIsSaid() throws IOException {
    write("shop.py", "def price(items):\n    return items.totl\n");
    CommandRun run = fix("--at", "shop.py:2");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("only syntax errors and undefined names of Python are fixed");
  }

  @Test
  void otherLanguagesAreCalledByTheirName() throws IOException {
    write("shop.ts", "export const price = 1;\n");
    CommandRun run = fix("--at", "shop.ts:1");
    assertThat(run.exit()).isNotZero();
    assertThat(run.err())
        .contains("is a workspace of JavaScript or TypeScript")
        .contains("fixes only Java and Python")
        .doesNotContain("pom.xml");
  }
}
