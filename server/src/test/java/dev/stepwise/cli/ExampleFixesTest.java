package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every bug of the example workspaces, with the default model's real weights: fixed, nothing
 * touched without {@code --apply}, and with it confirmed by the project's own build.
 */
@Tag("slow")
class ExampleFixesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          library | --test | LateFeeTest#lastDay                     | LateFeeTest
          library | --test | CatalogueTest#findsByAuthor             | CatalogueTest
          library | --test | WaitingListTest#nobodyWaits             | WaitingListTest
          """)
  void aFailingTestPasses(String workspace, String option, String target, String test)
      throws IOException, InterruptedException {
    Path project = fixed(workspace, option, target);
    assertThat(maven(project, "test", "-Dtest=" + test)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          tests/test_scaling.py::test_for_more_people
          tests/test_shopping.py::test_a_list_for_each_cook
          tests/test_menu.py::test_nested_menus
          """)
  void aFailingPytestPasses(String test) throws IOException, InterruptedException {
    Path project = fixed("recipes", "--test", test);
    assertThat(run(project, "python3", "-B", "-m", "pytest", "-q", test)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          broken | src/main/java/broken/Receipt.java:18      | src/main/java/broken/OpeningHours.java:11
          broken | src/main/java/broken/OpeningHours.java:11 | src/main/java/broken/Receipt.java:18
          """)
  void aCompileErrorIsGone(String workspace, String first, String second)
      throws IOException, InterruptedException {
    Path project = fixed(workspace, "--at", first);
    assertThat(maven(project, "compile")).isNotZero();
    CommandRun other =
        CommandRun.of("fix", "--workspace", project.toString(), "--at", second, "--apply");
    assertThat(other.exit()).as(other.out() + other.err()).isZero();
    assertThat(maven(project, "test")).isZero();
  }

  /** Fixes a copy without and then with {@code --apply}. */
  private Path fixed(String workspace, String option, String target) throws IOException {
    Path project = ExampleCopy.of(workspace, folder);
    Map<String, String> before = ExampleCopy.contents(project);
    CommandRun dry =
        CommandRun.of("fix", "--workspace", project.toString(), option, target, "--json");
    assertThat(dry.exit()).as(dry.out() + dry.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(dry.out());
    assertThat(json.path("outcome").asText()).isEqualTo("verified");
    assertThat(json.path("model").asText()).isNotEqualTo("none");
    assertThat(json.path("peakPromptTokens").asInt()).isLessThanOrEqualTo(2048);
    assertThat(ExampleCopy.contents(project)).isEqualTo(before);

    CommandRun applied =
        CommandRun.of("fix", "--workspace", project.toString(), option, target, "--apply");
    assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
    assertThat(ExampleCopy.contents(project)).isNotEqualTo(before);
    return project;
  }

  private static int maven(Path project, String... arguments)
      throws IOException, InterruptedException {
    Stream<String> all = Stream.concat(Stream.of("mvn", "-B", "-ntp", "-q"), Stream.of(arguments));
    return run(project, all.toArray(String[]::new));
  }

  private static int run(Path project, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    System.out.println(said);
    return exit;
  }
}
