package dev.stepwise.agent.trace;

import dev.stepwise.agent.Fix;
import java.io.Writer;
import java.util.Locale;

/** A document for people: one section a step, prompts and answers in fenced blocks. */
final class MarkdownTrace extends TraceWriter {
  private int step;

  MarkdownTrace(Writer out) {
    super(out);
    write("# A run of Stepwise\n");
  }

  @Override
  public void started(String name, String why) {
    step++;
    write("\n## " + step + ". " + name + "\n*" + why + "*\n");
  }

  @Override
  public void prompted(String prompt, String answer) {
    write("\nThe model was asked:\n" + fenced(prompt) + "and answered:\n" + fenced(answer));
  }

  @Override
  public void ended(Fix.Step ended) {
    write(
        String.format(
            Locale.ROOT,
            "\n- found: %s\n- self-check: %s\n- %.2f s; %d tokens read, %d from the cache, %d written\n",
            ended.digest(),
            ended.verdict(),
            ended.seconds(),
            ended.promptTokens(),
            ended.cachedTokens(),
            ended.generatedTokens()));
  }

  @Override
  public void finished(Fix fix) {
    write(
        "\n## Outcome: "
            + fix.outcome().name().toLowerCase(Locale.ROOT)
            + "\n"
            + fix.reason()
            + "\n\n");
    fix.proposals().stream()
        .findFirst()
        .ifPresent(
            best ->
                best.checks()
                    .forEach(
                        c ->
                            write(
                                "- "
                                    + (c.passed() ? "passed: " : "failed: ")
                                    + c.name()
                                    + ", "
                                    + c.detail()
                                    + "\n")));
    write(
        String.format(
            Locale.ROOT,
            "\n%d candidates, %d steps, %.2f s, largest prompt %d tokens, model %s\n",
            fix.candidates(),
            fix.steps().size(),
            fix.seconds(),
            fix.peakPromptTokens(),
            fix.model()));
  }

  /** A fence longer than any in the text. */
  private static String fenced(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence + "\n" + bounded(text) + "\n" + fence + "\n";
  }
}
