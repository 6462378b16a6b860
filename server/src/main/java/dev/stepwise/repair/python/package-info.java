/** Rules that edit Python functions, one file each, and the producer that runs them. */
@NullMarked
package dev.stepwise.repair.python;

import org.jspecify.annotations.NullMarked;
