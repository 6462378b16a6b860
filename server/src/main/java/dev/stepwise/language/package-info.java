/**
 * What differs per language: outline, problems, test discovery, build and test commands. Knows no
 * model.
 */
@NullMarked
package dev.stepwise.language;

import org.jspecify.annotations.NullMarked;
