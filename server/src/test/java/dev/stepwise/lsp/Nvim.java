package dev.stepwise.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Neovim without a screen and without the user's configuration. The environment variable {@code
 * STEPWISE_NVIM} names another one than that on the path.
 */
public final class Nvim {
  private Nvim() {}

  /** Runs neovim.lua and returns what it said. */
  public static String run(Map<String, String> environment)
      throws IOException, InterruptedException {
    Path script = Path.of("src/test/resources/dev/stepwise/lsp/neovim.lua").toAbsolutePath();
    String nvim = System.getenv().getOrDefault("STEPWISE_NVIM", "nvim");
    ProcessBuilder builder =
        new ProcessBuilder(nvim, "--clean", "--headless", "-S", script.toString());
    builder.environment().putAll(environment);
    builder
        .environment()
        .put("STEPWISE_PLUGIN", Path.of("..", "clients", "neovim").toRealPath().toString());
    File log = File.createTempFile("nvim", ".log");
    builder.redirectErrorStream(true).redirectOutput(log);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("nvim ended").isTrue();
      String said = "\n" + Files.readString(log.toPath());
      System.out.println(said.strip());
      return said;
    } finally {
      process.destroyForcibly();
      Files.delete(log.toPath());
    }
  }
}
