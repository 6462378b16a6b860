/** The command line: serve, fix, models, index, bench, doctor. */
@NullMarked
package dev.stepwise.cli;

import org.jspecify.annotations.NullMarked;
