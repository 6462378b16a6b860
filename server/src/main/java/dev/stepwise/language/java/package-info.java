/**
 * Java: javac reads and diagnoses, Maven and plain folders are understood, JUnit 4 and 5 tests are
 * found.
 */
@NullMarked
package dev.stepwise.language.java;

import org.jspecify.annotations.NullMarked;
