/** The test frameworks, each behind {@link dev.stepwise.verify.runner.TestFramework}. */
@NullMarked
package dev.stepwise.verify.runner.framework;

import org.jspecify.annotations.NullMarked;
