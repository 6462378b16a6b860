package dev.stepwise.editors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwise.editors.EditorProgram.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Beside the language servers that people have, on the same file of the same editor: nothing that
 * they show is shown twice, and what pyright complains of is fixed. {@code .ci/editors.sh} brings
 * them; jdtls is in no package registry, a fake takes its part in {@code ProtocolTest}.
 */
@Tag("slow")
class RealServersTest {
  /** A server, a file with an error, the word that its message has, and what the fix has. */
  enum Other {
    PYRIGHT(
        "python",
        "shop.py",
        """
        def total(prices):
            amount = 0
            for price in prices:
                amount += pirce
            return amount
        """,
        "pirce",
        "amount += price",
        "node_modules/.bin/pyright-langserver",
        "--stdio"),
    TYPESCRIPT(
        "typescript",
        "shop.ts",
        """
        export function total(prices: number[]): number {
          let amount = 0;
          for (const price of prices) amount += pirce;
          return amount;
        }
        """,
        "pirce",
        "",
        "node_modules/.bin/typescript-language-server",
        "--stdio"),
    GOPLS(
        "go",
        "shop.go",
        """
        package shop

        func Total(prices []int) int {
        	amount := 0
        	for _, price := range prices {
        		amount += pirce
        	}
        	return amount
        }
        """,
        "pirce",
        "",
        "gopls");

    private final String language;
    private final String file;
    private final String code;
    private final String name;
    private final String right;
    private final List<String> command;

    Other(String language, String file, String code, String name, String right, String... command) {
      this.language = language;
      this.file = file;
      this.code = code;
      this.name = name;
      this.right = right;
      this.command = List.of(command);
    }
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void sharesTheFile(Other other) throws Exception {
    Path program = EditorProgram.cache().resolve("servers").resolve(other.command.getFirst());
    Assumptions.assumeTrue(Files.isExecutable(program), program + " is not here");
    Optional<List<String>> neovim =
        NeovimTest.editors().filter(line -> line.contains("nvim")).findFirst();
    Assumptions.assumeTrue(neovim.isPresent(), "no newer Neovim is here");
    Path file = Files.writeString(folder.resolve(other.file), other.code);
    Files.writeString(folder.resolve("go.mod"), "module shop\n");

    Said said =
        new EditorProgram(
                neovim.get().stream()
                    .map(w -> w.endsWith("neovim.lua") ? EditorProgram.script("beside.lua") : w)
                    .toList())
            .run(
                Map.of(
                    "STEPWISE_FILE",
                    file.toString(),
                    "STEPWISE_LANGUAGE",
                    other.language,
                    "STEPWISE_NAME",
                    other.name,
                    "STEPWISE_RIGHT",
                    other.right,
                    "STEPWISE_COMMAND",
                    String.join("\u001f", TestServers.real()),
                    "STEPWISE_BESIDE",
                    String.join(
                        "\u001f",
                        Stream.concat(Stream.of(program.toString()), other.command.stream().skip(1))
                            .toList())));

    assertThat(said.text()).contains("OFFERED");
  }
}
