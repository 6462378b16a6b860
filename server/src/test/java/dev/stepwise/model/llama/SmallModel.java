package dev.stepwise.model.llama;

import dev.stepwise.model.catalogue.Catalogue;
import dev.stepwise.model.catalogue.ModelStore;
import dev.stepwise.model.catalogue.Progress;
import dev.stepwise.settings.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The real weights that tests use: SmolLM2-135M, pulled once into the user's cache. */
final class SmallModel {
  private SmallModel() {}

  static Path weights() {
    return ModelStore.open(Catalogue.load(), Optional.of(new LlamaQuantiser()))
        .pull("smollm2-135m", Progress.SILENT, Budget.of(Duration.ofMinutes(10)));
  }

  static LlamaModel open(Options options) {
    return LlamaModel.open(weights(), options);
  }
}
