/**
 * One interface over language models: complete, sample many, score given continuations. Knows no
 * code and no editor.
 */
@NullMarked
package dev.stepwise.model;

import org.jspecify.annotations.NullMarked;
