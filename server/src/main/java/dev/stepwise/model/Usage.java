package dev.stepwise.model;

/**
 * Token counts since the model was opened.
 *
 * @param fresh prompt tokens that were evaluated
 * @param cached prompt tokens that were taken from the prefix cache
 * @param generated tokens that were sampled
 */
public record Usage(long fresh, long cached, long generated) {
  public static final Usage NONE = new Usage(0, 0, 0);

  public Usage plus(Usage more) {
    return new Usage(fresh + more.fresh, cached + more.cached, generated + more.generated);
  }

  public Usage minus(Usage earlier) {
    return new Usage(fresh - earlier.fresh, cached - earlier.cached, generated - earlier.generated);
  }
}
