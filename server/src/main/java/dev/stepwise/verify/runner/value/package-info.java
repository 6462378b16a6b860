/**
 * Values that calls were given and answered, apart from any class loader: copied from one, changed
 * a little, made again in another, compared as text. Uses nothing but the JDK.
 */
@NullMarked
package dev.stepwise.verify.runner.value;

import org.jspecify.annotations.NullMarked;
