/** Python: which interpreter a project uses, its files, and its pytest tests. */
@NullMarked
package dev.stepwise.language.python;

import org.jspecify.annotations.NullMarked;
