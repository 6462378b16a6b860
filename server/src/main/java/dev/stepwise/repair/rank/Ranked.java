package dev.stepwise.repair.rank;

import dev.stepwise.repair.Candidate;

/**
 * A candidate with its place in the order.
 *
 * @param score natural logarithm of how plausible it is, up to a constant; higher is better and
 *     comparable within one ranker only
 */
public record Ranked(Candidate candidate, double score) {}
