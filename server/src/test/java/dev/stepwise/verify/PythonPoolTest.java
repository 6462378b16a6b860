package dev.stepwise.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.language.python.PythonProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs pytest. */
@Tag("slow")
class PythonPoolTest {
  private static final String RIGHT = "def answer():\n    return 42\n";

  @TempDir Path root;
  @TempDir Path folder;
  @TempDir Path shared;

  private PythonPool pool(int size, String test) throws IOException {
    new Project(root)
        .file("shop.py", "def answer():\n    return 0\n")
        .file(
            "conftest.py",
            """
            def pytest_configure(config):
                with open("configured.txt", "a") as file:
                    file.write("once\\n")
            """)
        .file("test_shop.py", test);
    return new PythonPool(PythonProject.read(root), Map.of(), folder, Optional.empty(), size);
  }

  private static List<String> run(PythonPool pool, List<String> texts, int enough) {
    Map<String, Object> terms = new HashMap<>();
    terms.put("op", "run");
    terms.put("many", true);
    terms.put("tests", List.of(List.of("test_shop.py", "")));
    terms.put("lines", false);
    terms.put("failFast", true);
    terms.put("steps", 1_000_000);
    terms.put("seconds", 40);
    terms.put("memory", 1200L << 20);
    List<Map<String, String>> changes = texts.stream().map(t -> Map.of("shop.py", t)).toList();
    return pool
        .run(terms, changes, enough, told -> outcome(told).equals("PASSED"), Project.minute())
        .stream()
        .map(PythonPoolTest::outcome)
        .toList();
  }

  private static String outcome(List<JsonNode> told) {
    return told.getFirst().path("outcome").asText();
  }

  @Test
  void twoAreTestedAtTheSameTimeInFoldersOfTheirOwn() throws IOException {
    String waitsForAnother =
        """
        import os
        import time
        from shop import answer

        def test_answer():
            with open("mine.txt", "x"):
                pass
            open(os.path.join("%s", str(os.getpid())), "w").close()
            while len(os.listdir("%s")) < 2:
                time.sleep(0.01)
            os.remove("mine.txt")
            assert answer() == 42
        """
            .formatted(shared, shared);
    try (PythonPool pool = pool(2, waitsForAnother)) {
      assertThat(run(pool, IntStream.range(0, 8).mapToObj(i -> RIGHT).toList(), 8))
          .hasSize(8)
          .containsOnly("PASSED");
    }
  }

  @Test
  void whatOneDoesHarmsNoOther() throws IOException {
    String test = "from shop import answer\n\ndef test_answer():\n    assert answer() == 42\n";
    String endless = "def answer():\n    while True:\n        pass\n";
    String catching =
        "def answer():\n    while True:\n        try:\n            for i in range(1 << 40):\n"
            + "                pass\n        except BaseException:\n            pass\n";
    String crashing = "import os\n\ndef answer():\n    os._exit(3)\n";
    String eating = "def answer():\n    return [0] * (1 << 33)\n";
    String wrong = "def answer():\n    return 41\n";
    try (PythonPool pool = pool(2, test)) {
      List<String> texts =
          List.of(
              wrong, endless, RIGHT, crashing, wrong, RIGHT, eating, catching, RIGHT, wrong, RIGHT);
      List<String> alone =
          List.of(
              "FAILED", "KILLED", "PASSED", "KILLED", "FAILED", "PASSED", "ERROR", "KILLED",
              "PASSED", "FAILED", "PASSED");

      assertThat(run(pool, texts, 9)).isEqualTo(alone);
      assertThat(run(pool, texts, 2)).isEqualTo(alone.subList(0, 6));
    }
  }

  @Test
  void onePytestServesBatchAfterBatch() throws IOException {
    String test = "from shop import answer\n\ndef test_answer():\n    assert answer() == 42\n";
    try (PythonPool pool = pool(1, test)) {
      assertThat(run(pool, List.of(RIGHT, RIGHT + "\n"), 9)).containsOnly("PASSED");
      assertThat(pool.check(List.of(Map.of("shop.py", "def :")), Project.minute()))
          .hasValueSatisfying(p -> assertThat(p.path(0).path(0).path("line").asInt()).isEqualTo(1));
      assertThat(run(pool, List.of(RIGHT.replace("42", "41"), RIGHT), 9))
          .containsExactly("FAILED", "PASSED");
      assertThat(Files.readAllLines(folder.resolve("python0/copy/configured.txt"))).hasSize(1);
    }
  }

  @Test
  void warningsThatAreErrorsStayErrors() throws IOException {
    String test =
        "from shop import answer\n\ndef test_answer():\n    assert answer() == 42, '\\d'\n";
    new Project(root).file("pytest.ini", "[pytest]\nfilterwarnings = error\n");
    try (PythonPool pool = pool(1, test)) {
      assertThat(run(pool, List.of(RIGHT, RIGHT + "\n", RIGHT), 9)).containsOnly("ERROR");
    }
  }
}
