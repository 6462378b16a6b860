/** Settings and budgets, read by every package; depends on none. */
@NullMarked
package dev.stepwise.settings;

import org.jspecify.annotations.NullMarked;
