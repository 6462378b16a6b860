/**
 * The small program inside the test JVM: loads candidate classes, counts their steps, records lines
 * and runs tests, told what to do over its standard input. Uses nothing but the JDK and the tests'
 * own framework.
 */
@NullMarked
package dev.stepwise.verify.runner;

import org.jspecify.annotations.NullMarked;
