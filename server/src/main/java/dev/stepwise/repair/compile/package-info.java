/**
 * Rules for compile errors, keyed by javac's diagnostic codes: one file per rule, the example in
 * its Javadoc is its test.
 */
@NullMarked
package dev.stepwise.repair.compile;

import org.jspecify.annotations.NullMarked;
