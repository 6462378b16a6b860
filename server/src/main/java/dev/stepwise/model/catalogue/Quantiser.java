package dev.stepwise.model.catalogue;

import dev.stepwise.settings.Budget;
import java.nio.file.Path;

/** Converts weights to another quantisation. */
@FunctionalInterface
public interface Quantiser {
  /**
   * @param type llama.cpp's name of the wanted quantisation, such as {@code Q4_0}
   * @throws dev.stepwise.model.ModelException if the weights cannot be converted
   */
  void quantise(Path from, Path to, String type, Budget budget);
}
