/** Candidates that the model writes: lines, places and whole methods. */
@NullMarked
package dev.stepwise.repair.model;

import org.jspecify.annotations.NullMarked;
