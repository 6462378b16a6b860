package dev.stepwise.repair.rank;

import dev.stepwise.model.Prompt;
import dev.stepwise.settings.Budget;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How a kind of model is asked about places and new lines. */
interface Scheme {

  /** Upper bound of what a candidate at each place can get from the model. */
  Map<Location, Double> places(Collection<Location> places, Budget budget);

  /** What is known of a place once it is expanded; part of each candidate's score there. */
  double placeScore(double bound);

  /** All that stands before the lines at a place. */
  Prompt prefix(Location at);

  /** What stands behind {@link #prefix} when {@code lines} are at the place. */
  String text(Location at, List<String> lines);

  /** Ends a text that is scored as a whole. */
  Prompt end();

  /** Whether the score of the unchanged lines is subtracted. */
  boolean relative();
}
