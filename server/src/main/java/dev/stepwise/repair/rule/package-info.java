/** Rules that edit the syntax tree: one file per rule, the example in its Javadoc is its test. */
@NullMarked
package dev.stepwise.repair.rule;

import org.jspecify.annotations.NullMarked;
