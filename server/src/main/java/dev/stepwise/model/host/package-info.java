/** Opens models by name: in this process, in the shared model host, or on any server. */
@NullMarked
package dev.stepwise.model.host;

import org.jspecify.annotations.NullMarked;
