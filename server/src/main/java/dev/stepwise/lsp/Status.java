package dev.stepwise.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.stepwise.agent.Fix;

/**
 * What our own clients show in a status bar and in the list of fixes: the answer of the request
 * {@code stepwise/status}, and of the notification {@code stepwise/statusChanged} for clients that
 * ask for it.
 */
final class Status {
  private final Session session;
  private final AgentFactory agents;

  Status(Session session, AgentFactory agents) {
    this.session = session;
    this.agents = agents;
  }

  void changed(FixRun run) {
    if (session.features().status()) {
      JsonObject status = head();
      JsonArray runs = new JsonArray();
      runs.add(json(run));
      status.add("runs", runs);
      session.client().status(status);
    }
  }

  /** All runs, newest first. */
  JsonObject of(Fixes fixes) {
    JsonObject status = head();
    JsonArray runs = new JsonArray();
    fixes.runs().forEach(r -> runs.add(json(r)));
    status.add("runs", runs);
    return status;
  }

  private JsonObject head() {
    JsonObject status = new JsonObject();
    AgentFactory.UsedModel model = agents.model(session.settings());
    status.addProperty("model", model.name());
    status.addProperty("modelHere", model.here());
    return status;
  }

  private static JsonObject json(FixRun run) {
    JsonObject json = new JsonObject();
    json.addProperty("id", run.id());
    json.addProperty("title", run.order().title());
    json.addProperty("running", run.running());
    json.addProperty("state", run.state());
    json.addProperty(
        "outcome",
        run.fix().map(f -> f.outcome().name().toLowerCase(java.util.Locale.ROOT)).orElse(""));
    json.addProperty("model", run.fix().map(Fix::model).orElse(""));
    JsonArray steps = new JsonArray();
    for (Fix.Step step : run.steps()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", step.name());
      one.addProperty("why", step.why());
      one.addProperty("seconds", step.seconds());
      one.addProperty("verdict", step.verdict());
      steps.add(one);
    }
    json.add("steps", steps);
    return json;
  }
}
