/** Where the fault probably is: one signal per file, combined into one ranking of lines. */
@NullMarked
package dev.stepwise.repair.locate;

import org.jspecify.annotations.NullMarked;
