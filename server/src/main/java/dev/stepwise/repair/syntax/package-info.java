/** A Java method as rules see it: syntax tree, exact offsets, variables, types and clean edits. */
@NullMarked
package dev.stepwise.repair.syntax;

import org.jspecify.annotations.NullMarked;
