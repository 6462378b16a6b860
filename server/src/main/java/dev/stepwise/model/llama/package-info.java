/** llama.cpp in this process, through the Foreign Function API. */
@NullMarked
package dev.stepwise.model.llama;

import org.jspecify.annotations.NullMarked;
