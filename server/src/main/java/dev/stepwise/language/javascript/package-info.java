/** JavaScript and TypeScript as the index reads them. */
@NullMarked
package dev.stepwise.language.javascript;

import org.jspecify.annotations.NullMarked;
