package dev.stepwise.model.llama;

import dev.stepwise.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a GGUF file, read and checked before llama.cpp sees the file: llama.cpp ends the
 * process where a file lies about itself.
 *
 * @param metadata key to Long, Double, Boolean, String or, for arrays, {@link GgufReader.Array}
 * @param tensors how many
 * @param tensorBytes how much memory the weights take
 * @param dataStart where the header ends and the weights begin
 */
public record GgufFile(
    Path path, Map<String, Object> metadata, int tensors, long tensorBytes, long dataStart) {
  private static final long MAGIC = 0x46554747L;
  private static final int MOST_KEYS = 1 << 16;
  private static final int MOST_TENSORS = 1 << 17;
  private static final long DEFAULT_ALIGNMENT = 32;

  /**
   * Reads and checks the header.
   *
   * @throws ModelException if the file is missing, is no GGUF file, is truncated or has sizes that
   *     cannot be
   */
  public static GgufFile read(Path path) {
    GgufFile file = readAdapter(path);
    GgufLimits.check(file);
    return file;
  }

  /** Reads the header of a LoRA adapter, which says nothing of a model's shape. */
  static GgufFile readAdapter(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new ModelException("no such model file: " + path);
    }
    try (GgufReader in = new GgufReader(path)) {
      return read(path, in);
    } catch (IOException e) {
      throw new ModelException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * The same for files of one length that say the same of themselves: a hash of all but the
   * weights, which takes milliseconds however large the file is.
   *
   * @throws ModelException if the file is missing, is no GGUF file or is truncated
   */
  public static String fingerprint(Path path) {
    GgufFile file = readAdapter(path);
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[1 << 16];
      long left = file.dataStart();
      for (int n = 0; n >= 0 && left > 0; left -= n) {
        n = in.read(block, 0, (int) Math.min(left, block.length));
        digest.update(block, 0, Math.max(0, n));
      }
      return HexFormat.of().formatHex(digest.digest()) + " " + Files.size(path);
    } catch (IOException e) {
      throw new ModelException("cannot read " + path + ": " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static GgufFile read(Path path, GgufReader in) throws IOException {
    if (in.size() < 24 || in.u32() != MAGIC) {
      throw new ModelException(path + " is not a GGUF file");
    }
    long version = in.u32();
    if (version != 2 && version != 3) {
      throw new ModelException(path + " has GGUF version " + version + "; 2 and 3 can be read");
    }
    int tensors = (int) in.bounded(in.i64(), MOST_TENSORS, "number of tensors");
    int keys = (int) in.bounded(in.i64(), MOST_KEYS, "number of keys");
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (int i = 0; i < keys; i++) {
      String key = in.string();
      metadata.put(key, in.value(in.u32()));
    }
    long furthest = 0;
    long bytes = 0;
    for (int i = 0; i < tensors; i++) {
      GgufReader.Tensor tensor = in.tensor();
      furthest = Math.max(furthest, Math.addExact(tensor.offset(), tensor.bytes()));
      bytes = Math.addExact(bytes, tensor.bytes());
    }
    long alignment = metadata.get("general.alignment") instanceof Long a ? a : DEFAULT_ALIGNMENT;
    if (alignment < 1 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
      throw new ModelException(path + " is damaged: alignment " + alignment);
    }
    long start = (in.position() + alignment - 1) / alignment * alignment;
    if (tensors > 0 && start + furthest > in.size()) {
      throw new ModelException(
          path
              + " is truncated: "
              + in.size()
              + " bytes instead of at least "
              + (start + furthest)
              + "; fetch it again");
    }
    return new GgufFile(path, Map.copyOf(metadata), tensors, bytes, start);
  }

  /** The architecture's name, for example {@code llama}; empty for a file that is no model. */
  public String architecture() {
    return text("general.architecture").orElse("");
  }

  public Optional<String> text(String key) {
    return metadata.get(key) instanceof String s ? Optional.of(s) : Optional.empty();
  }

  /** A number of the architecture, for example {@code block_count}; {@code other} if not given. */
  public long number(String key, long other) {
    Object value = metadata.get(architecture() + "." + key);
    if (value instanceof GgufReader.Array array) {
      return array.largest();
    }
    return value instanceof Long n ? n : other;
  }

  /** How long a context the model was trained for, in tokens. */
  public long trainedContext() {
    return number("context_length", 2048);
  }

  /** Bytes of key and value cache for one token, both in 16 bits; an upper bound for hybrids. */
  public long cacheBytesPerToken() {
    long heads = Math.max(1, number("attention.head_count", 1));
    long keyLength = number("attention.key_length", number("embedding_length", 0) / heads);
    long valueLength = number("attention.value_length", keyLength);
    long keyValueHeads = number("attention.head_count_kv", heads);
    return number("block_count", 0) * keyValueHeads * (keyLength + valueLength) * 2;
  }

  /**
   * Whether the weights were tuned on Stepwise's repair template: the key {@code stepwise.template}
   * says {@code repair}, or the model's name starts with {@code stepwise}.
   */
  public boolean repairTemplate() {
    return text("stepwise.template").filter(t -> t.startsWith("repair")).isPresent()
        || text("general.name")
            .filter(n -> n.toLowerCase(java.util.Locale.ROOT).startsWith("stepwise"))
            .isPresent();
  }
}
