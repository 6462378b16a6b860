package dev.stepwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How consent to weights without a known hash is asked for. */
class ConsoleProgressTest {
  private static final String QUESTION = "The catalogue knows no hash of m; got SHA-256 ab. Use?";

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> prompts = new ArrayList<>();

  private boolean accepts(boolean yes, Optional<UnaryOperator<@Nullable String>> asker) {
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new ConsoleProgress(err, asker.isPresent(), yes, asker).accepts(QUESTION);
  }

  private boolean answered(boolean yes, @Nullable String answer) {
    return accepts(
        yes,
        Optional.of(
            prompt -> {
              prompts.add(String.valueOf(prompt));
              return answer;
            }));
  }

  @Test
  void theTerminalIsAsked() {
    assertThat(answered(false, "y")).isTrue();
    assertThat(answered(false, " Yes ")).isTrue();
    assertThat(answered(false, "")).isFalse();
    assertThat(answered(false, "no")).isFalse();
    assertThat(answered(false, null)).as("end of input").isFalse();
    assertThat(prompts).hasSize(5).containsOnly(QUESTION + " [y/N] ");
  }

  @Test
  void yesSkipsTheQuestion() {
    assertThat(answered(true, "n")).isTrue();
    assertThat(prompts).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo(QUESTION + " yes\n");
  }

  @Test
  void withoutATerminalTheAnswerIsNo() {
    assertThat(accepts(false, Optional.empty())).isFalse();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo(QUESTION + " no\n");
    assertThat(accepts(true, Optional.empty())).isTrue();
  }
}
