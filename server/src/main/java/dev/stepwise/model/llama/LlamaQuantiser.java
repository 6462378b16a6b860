package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import dev.stepwise.model.catalogue.Quantiser;
import dev.stepwise.settings.Budget;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Rewrites a model's weights in another number format; weights that are quantised already are
 * quantised again.
 */
public final class LlamaQuantiser implements Quantiser {

  /** {@code llama_ftype} of the formats that run fast everywhere. */
  private static int fileType(String type) {
    return switch (type) {
      case "Q4_0" -> 2;
      case "Q8_0" -> 7;
      default ->
          throw new ModelException("cannot quantise to " + type + "; Q4_0 and Q8_0 are known");
    };
  }

  /** The budget is looked at before the work begins; it takes seconds. */
  @Override
  public void quantise(Path from, Path to, String type, Budget budget) {
    budget.checkCancelled();
    GgufFile.read(from);
    LlamaLibrary library = LlamaLibrary.get();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = library.quantizeDefaults.asStruct(arena);
      Layouts.setInt(Layouts.QUANTIZE_PARAMS, params, "nthread", Options.defaults().threads());
      Layouts.setInt(Layouts.QUANTIZE_PARAMS, params, "ftype", fileType(type));
      Layouts.setFlag(Layouts.QUANTIZE_PARAMS, params, "allow_requantize", true);
      library.log.clear();
      int status =
          library.modelQuantize.asInt(
              arena.allocateFrom(from.toString()), arena.allocateFrom(to.toString()), params);
      if (status != 0) {
        throw new ModelException("cannot quantise " + from + ": " + library.log.firstError());
      }
    }
  }
}
