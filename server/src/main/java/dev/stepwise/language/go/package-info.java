/** Go as the index reads it. */
@NullMarked
package dev.stepwise.language.go;

import org.jspecify.annotations.NullMarked;
