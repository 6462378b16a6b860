/** Which models can be run, where they come from, and the local store of their weights. */
@NullMarked
package dev.stepwise.model.catalogue;

import org.jspecify.annotations.NullMarked;
