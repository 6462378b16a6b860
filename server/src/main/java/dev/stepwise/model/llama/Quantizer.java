package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Rewrites a model's weights in another number format. */
public final class Quantizer {
  private Quantizer() {}

  /** Number formats to quantize to. */
  public enum Format {
    Q4_0(2),
    Q8_0(7);

    private final int ftype;

    Format(int ftype) {
      this.ftype = ftype;
    }
  }

  /**
   * Quantizes {@code in} to {@code out}; weights that are quantized already are quantized again.
   *
   * @throws ModelException if {@code in} is no usable model or {@code out} cannot be written
   */
  public static void quantize(Path in, Path out, Format format, int threads) {
    GgufFile.read(in);
    LlamaLibrary library = LlamaLibrary.get();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = library.quantizeDefaults.asStruct(arena);
      Layouts.setInt(Layouts.QUANTIZE_PARAMS, params, "nthread", threads);
      Layouts.setInt(Layouts.QUANTIZE_PARAMS, params, "ftype", format.ftype);
      Layouts.setFlag(Layouts.QUANTIZE_PARAMS, params, "allow_requantize", true);
      library.log.clear();
      int status =
          library.modelQuantize.asInt(
              arena.allocateFrom(in.toString()), arena.allocateFrom(out.toString()), params);
      if (status != 0) {
        throw new ModelException("cannot quantize " + in + ": " + library.log.firstError());
      }
    }
  }
}
