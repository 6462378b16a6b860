package dev.stepwise.agent.step;

import dev.stepwise.agent.Hypothesis;
import dev.stepwise.language.TestId;
import dev.stepwise.settings.Budget;
import dev.stepwise.verify.Compilation;
import dev.stepwise.verify.TestRun;
import java.util.List;
import java.util.Map;

/** Decides over hypotheses that were compiled. Belongs to one batch. */
interface Judge {

  /** A ruling for each hypothesis, in order; fewer where the time was spent before the end. */
  List<Ruling> judge(List<Hypothesis> hypotheses, List<Compilation> compiled, Budget budget);

  /** Outcomes on the unchanged workspace, those learnt on the way included. */
  Map<TestId, TestRun.Outcome> baseline();

  /** Why no hypothesis at all can be verified; empty while they can. */
  default String obstacle() {
    return "";
  }
}
