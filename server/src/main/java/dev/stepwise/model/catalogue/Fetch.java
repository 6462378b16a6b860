package dev.stepwise.model.catalogue;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings the file of one entry from one source into a given place. */
final class Fetch {
  private static final int BLOCK = 1 << 20;

  private final Optional<Path> catalogueFolder;
  private final Network network;
  private final Progress progress;

  Fetch(Optional<Path> catalogueFolder, Network network, Progress progress) {
    this.catalogueFolder = catalogueFolder;
    this.network = network;
    this.progress = progress;
  }

  /**
   * @throws IOException with one line for the user if this source does not give the file
   */
  void fetch(Entry entry, Source source, Path target, Budget budget) throws IOException {
    switch (source) {
      case Source.Url(String url) ->
          new Download(network, progress, entry.id()).fetch(url, target, budget);
      case Source.Pip pip -> new PipDownload(progress).fetch(pip, entry, target, budget);
      case Source.Parts(List<String> files) -> join(entry, beside(files), target, budget);
    }
  }

  private List<Path> beside(List<String> files) throws IOException {
    if (catalogueFolder.isEmpty()) {
      throw new IOException("its parts are not shipped with this installation");
    }
    List<Path> parts = new ArrayList<>();
    for (String file : files) {
      Path part = catalogueFolder.get().resolve(file);
      if (!Files.isRegularFile(part)) {
        throw new IOException("part " + file + " is missing beside catalogue.json");
      }
      parts.add(part);
    }
    return parts;
  }

  private void join(Entry entry, List<Path> parts, Path target, Budget budget) throws IOException {
    byte[] block = new byte[BLOCK];
    long done = 0;
    try (OutputStream out = Files.newOutputStream(target)) {
      for (Path part : parts) {
        try (InputStream in = Files.newInputStream(part)) {
          for (int n = in.read(block); n >= 0; n = in.read(block)) {
            budget.checkCancelled();
            out.write(block, 0, n);
            done += n;
            progress.bytes(entry.id(), done, entry.size());
          }
        }
      }
    }
  }
}
