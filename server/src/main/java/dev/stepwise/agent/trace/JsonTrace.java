package dev.stepwise.agent.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stepwise.agent.Fix;
import java.io.Writer;

/** One JSON object a line, told apart by {@code event}. */
final class JsonTrace extends TraceWriter {
  private final ObjectMapper json = new ObjectMapper();

  JsonTrace(Writer out) {
    super(out);
  }

  @Override
  public void started(String step, String why) {
    line(event("started").put("step", step).put("why", why));
  }

  @Override
  public void prompted(String prompt, String answer) {
    line(event("prompted").put("prompt", bounded(prompt)).put("answer", bounded(answer)));
  }

  @Override
  public void ended(Fix.Step step) {
    line(
        event("ended")
            .put("step", step.name())
            .put("verdict", step.verdict())
            .put("digest", step.digest())
            .put("seconds", step.seconds())
            .put("promptTokens", step.promptTokens())
            .put("cachedTokens", step.cachedTokens())
            .put("generatedTokens", step.generatedTokens()));
  }

  @Override
  public void finished(Fix fix) {
    line(
        event("finished")
            .put("outcome", fix.outcome().name())
            .put("reason", fix.reason())
            .put("candidates", fix.candidates())
            .put("seconds", fix.seconds())
            .put("peakPromptTokens", fix.peakPromptTokens())
            .put("model", fix.model()));
  }

  private ObjectNode event(String name) {
    return json.createObjectNode().put("event", name);
  }

  private void line(ObjectNode event) {
    write(event + "\n");
  }
}
