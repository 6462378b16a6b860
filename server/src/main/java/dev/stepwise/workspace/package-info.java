/**
 * Open documents (unsaved text wins over disk), immutable snapshots, ignore rules and file
 * watching. Knows no LSP4J type.
 */
@NullMarked
package dev.stepwise.workspace;

import org.jspecify.annotations.NullMarked;
