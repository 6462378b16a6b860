/** Documents for people: Markdown and its kin, split at headings. */
@NullMarked
package dev.stepwise.language.text;

import org.jspecify.annotations.NullMarked;
