package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tiny models with random weights, as {@code models/conformance/make_tiny.py} makes them. */
public final class TinyModels {
  private TinyModels() {}

  /**
   * Runs the script with a Python that has the package gguf, made where there is none.
   *
   * @param names which; none for all
   * @return the folder with the models
   */
  public static Path make(Path folder, String... names) throws IOException, InterruptedException {
    Path scripts = Path.of("..", "models", "conformance").toAbsolutePath().normalize();
    String python = "python3";
    if (run("python3", "-c", "import gguf") != 0) {
      Path environment = folder.resolve("venv");
      python = environment.resolve("bin").resolve("python").toString();
      assertThat(run("python3", "-m", "venv", environment.toString())).isZero();
      String wanted = scripts.resolve("requirements.txt").toString();
      assertThat(run(python, "-m", "pip", "-q", "install", "-r", wanted)).isZero();
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of(python, scripts.resolve("make_tiny.py").toString()));
    command.add(folder.resolve("models").toString());
    command.addAll(List.of(names));
    assertThat(run(command.toArray(String[]::new))).isZero();
    return folder.resolve("models");
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
