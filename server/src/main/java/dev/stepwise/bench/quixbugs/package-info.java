/**
 * QuixBugs: forty small programs with one bug each, in Java and Python. The checkout lies outside
 * the repository and nothing of it is kept.
 */
@NullMarked
package dev.stepwise.bench.quixbugs;

import org.jspecify.annotations.NullMarked;
