/** The protocol border: LSP4J types stop here. */
@NullMarked
package dev.stepwise.lsp;

import org.jspecify.annotations.NullMarked;
