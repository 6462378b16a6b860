/** Benchmark harnesses; every figure in the README comes from one of them. */
@NullMarked
package dev.stepwise.bench;

import org.jspecify.annotations.NullMarked;
