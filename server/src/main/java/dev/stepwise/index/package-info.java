/** Symbols, references and full text of the workspace and its documentation. Knows no agent. */
@NullMarked
package dev.stepwise.index;

import org.jspecify.annotations.NullMarked;
