/** Fault localisation, candidate producers and ranking. Knows no LSP. */
@NullMarked
package dev.stepwise.repair;

import org.jspecify.annotations.NullMarked;
