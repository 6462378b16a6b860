/**
 * Compiles and tests a candidate change without touching the user's files, in a sandbox and with
 * limits.
 */
@NullMarked
package dev.stepwise.verify;

import org.jspecify.annotations.NullMarked;
