/**
 * Text, line index, ranges, text edits, diffs and multi-file changes. Knows no protocol and no
 * language.
 */
@NullMarked
package dev.stepwise.edit;

import org.jspecify.annotations.NullMarked;
