/** Orders candidates so that the right one is verified early. */
@NullMarked
package dev.stepwise.repair.rank;

import org.jspecify.annotations.NullMarked;
