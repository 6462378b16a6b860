package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where llama.cpp's libraries for this machine are: the system property {@code stepwise.natives},
 * else the environment variable {@code STEPWISE_NATIVES}, else {@code natives} next to the jar,
 * else what the build fetched. Each may be the platform's folder or its parent.
 */
public final class Natives {
  private Natives() {}

  /**
   * The folder with the libraries.
   *
   * @throws ModelException if there is none, naming where it was sought
   */
  public static Path folder() {
    List<Path> places = places();
    String platform = NativePackage.here().map(NativePackage::platform).orElse("none");
    for (Path place : places) {
      for (Path folder : List.of(place, place.resolve(platform))) {
        if (!library(folder, "llama").isEmpty()) {
          return folder;
        }
      }
    }
    throw new ModelException(
        "llama.cpp's libraries for "
            + platform
            + " were not found in "
            + places
            + "; build Stepwise once (mvn package) or set STEPWISE_NATIVES");
  }

  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    String property = System.getProperty("stepwise.natives", "");
    String variable = System.getenv().getOrDefault("STEPWISE_NATIVES", "");
    if (!property.isBlank()) {
      places.add(Path.of(property));
    } else if (!variable.isBlank()) {
      places.add(Path.of(variable));
    } else {
      Path code = codeLocation();
      Path parent = code.getParent();
      if (parent != null) {
        // Beside the jar or its folder, or target/natives beside target/classes.
        places.add(parent.resolve("natives"));
        places.add(parent.resolveSibling("natives"));
      }
      String home = System.getProperty("stepwise.home", "");
      places.add(Path.of(home, "server", "target", "natives").toAbsolutePath());
    }
    return places;
  }

  private static Path codeLocation() {
    try {
      return Path.of(Natives.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The libraries in the order in which they must be loaded. */
  static List<Path> loadOrder(Path folder) {
    List<Path> all = new ArrayList<>();
    for (String name : List.of("ggml-base", "ggml", "llama")) {
      List<Path> found = library(folder, name);
      if (found.isEmpty()) {
        throw new ModelException(folder + " holds no lib" + name + "; delete it and build again");
      }
      all.add(found.getFirst());
    }
    return all;
  }

  private static List<Path> library(Path folder, String name) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    // libllama.so, libllama.v0.5.0.so, llama.v0.4.0.dll, libllama.metal.v0.4.0.dylib
    String pattern = "(lib)?" + name + "(\\.metal)?(\\.v[0-9.]+)?\\.(so|dylib|dll)";
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    } catch (IOException e) {
      throw new ModelException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}
