/** Writes runs down, so that they can be read afterwards. */
@NullMarked
package dev.stepwise.agent.trace;

import org.jspecify.annotations.NullMarked;
