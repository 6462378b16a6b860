/** Any OpenAI-compatible server, our own model host among them. */
@NullMarked
package dev.stepwise.model.http;

import org.jspecify.annotations.NullMarked;
