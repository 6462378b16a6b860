/** What languages read by tree-sitter have in common; a language adds its grammar and its query. */
@NullMarked
package dev.stepwise.language.tree;

import org.jspecify.annotations.NullMarked;
