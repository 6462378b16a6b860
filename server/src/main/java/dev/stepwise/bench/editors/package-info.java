/** Measures the language server as an editor sees it: a process of its own, asked over stdio. */
@NullMarked
package dev.stepwise.bench.editors;

import org.jspecify.annotations.NullMarked;
