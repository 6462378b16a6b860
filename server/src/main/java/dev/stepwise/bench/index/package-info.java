/** {@code bench index}: how fast, how small and how right the index is on a large tree. */
@NullMarked
package dev.stepwise.bench.index;

import org.jspecify.annotations.NullMarked;
