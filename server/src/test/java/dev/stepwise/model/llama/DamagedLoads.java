package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * Loads damaged copies of a model one after another, in a process of its own: arguments are the
 * model, a folder for the copies, the first seed and the last. Says before each load which it is
 * and afterwards what became of it.
 */
public final class DamagedLoads {
  private static final Options OPTIONS = Options.defaults().withContextTokens(256).withThreads(1);
  private static final long[] ABSURD = {
    -1, 0, 1, 3, 255, 1 << 16, Integer.MAX_VALUE, 1L << 32, 1L << 40, 1L << 62, Long.MIN_VALUE
  };

  private DamagedLoads() {}

  public static void main(String[] args) throws IOException {
    Path model = Path.of(args[0]);
    byte[] sound = Files.readAllBytes(model);
    int header = (int) GgufFile.read(model).dataStart();
    Path copy = Path.of(args[1]).resolve("damaged.gguf");
    for (long seed = Long.parseLong(args[2]); seed <= Long.parseLong(args[3]); seed++) {
      Files.write(copy, damaged(sound, header, new Random(seed)));
      System.out.println(seed + " begins");
      System.out.println(seed + " " + load(copy));
    }
    System.out.println("all done");
  }

  private static String load(Path copy) {
    try (LlamaModel model = LlamaModel.open(copy, OPTIONS)) {
      model.complete(Request.greedy(Prompt.ofText("int a"), 3), Budget.of(Duration.ofSeconds(20)));
      return "loads";
    } catch (ModelException e) {
      return "refused: " + e.getMessage();
    }
  }

  /** Flipped bits, absurd numbers and cut ends, most of them in the header. */
  private static byte[] damaged(byte[] sound, int header, Random random) {
    byte[] bytes = sound.clone();
    if (random.nextInt(8) == 0) {
      return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(random.nextInt(8) == 0 ? bytes.length - 8 : header);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        default -> {
          long value = ABSURD[random.nextInt(ABSURD.length)];
          int width = random.nextBoolean() ? 4 : 8;
          for (int b = 0; b < width; b++) {
            bytes[at + b] = (byte) (value >> 8 * b);
          }
        }
      }
    }
    return bytes;
  }
}
