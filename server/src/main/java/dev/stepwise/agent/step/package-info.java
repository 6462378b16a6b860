/**
 * The steps of the planner, one class each: one question, its own fresh prompt where a model is
 * asked at all, and a bounded digest as the only thing later steps hear of it.
 */
@NullMarked
package dev.stepwise.agent.step;

import org.jspecify.annotations.NullMarked;
