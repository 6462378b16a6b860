/** Python functions as rules see them: syntax, names, kinds of values, and layout. */
@NullMarked
package dev.stepwise.repair.python.syntax;

import org.jspecify.annotations.NullMarked;
