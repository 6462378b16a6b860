/** The planner, its steps, digests, self-checks, budget and trace. Knows no LSP4J type. */
@NullMarked
package dev.stepwise.agent;

import org.jspecify.annotations.NullMarked;
