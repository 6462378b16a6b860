package dev.stepwise.model.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.settings.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One model of the catalogue.
 *
 * @param file name of the weights' file
 * @param size bytes of that file, 0 where no primary source tells
 * @param sha256 of that file in lower case hex, empty where no primary source tells
 * @param requantise quantisation to convert to after pulling because it runs faster, or empty
 * @param architecture llama.cpp's name of it
 * @param contextTokens how long a context the model was trained for, 0 where unknown
 * @param cacheBytesPerToken memory of the key and value cache per token at 16 bits, 0 where unknown
 * @param base id of the entry this one is an adapter (LoRA) for, or empty for whole weights
 * @param sources in order of preference
 * @param evidence where the figures come from
 */
public record Entry(
    String id,
    String name,
    Licence licence,
    String file,
    long size,
    String sha256,
    String requantise,
    String architecture,
    int contextTokens,
    long cacheBytesPerToken,
    String base,
    List<Source> sources,
    String evidence) {

  private static final int CONTEXT = 4096;
  private static final long COMPUTE_BUFFERS = 128L << 20;

  /**
   * On what terms the weights may be used.
   *
   * @param id SPDX identifier, or the licence's own name
   */
  public record Licence(String id, boolean commercialUse, String url) {}

  public Entry {
    sources = List.copyOf(sources);
    if (!id.matches("[a-z0-9][a-z0-9._-]*")) {
      throw new UserException("catalogue.json: '" + id + "' is no valid model id");
    }
    if (!file.matches("[A-Za-z0-9._-]+") || file.startsWith(".")) {
      throw new UserException("catalogue.json: '" + file + "' is no valid file name");
    }
    if (!sha256.matches("([0-9a-f]{64})?")) {
      throw new UserException("catalogue.json: the SHA-256 of " + id + " is malformed");
    }
  }

  /** Memory for weights, cache and buffers at a context of 4,096 tokens; empty where unknown. */
  public Optional<Long> memoryAt4k() {
    return size == 0 || cacheBytesPerToken == 0
        ? Optional.empty()
        : Optional.of(size + CONTEXT * cacheBytesPerToken + COMPUTE_BUFFERS);
  }

  static Entry parse(JsonNode node) {
    JsonNode licence = node.path("licence");
    List<Source> sources = new ArrayList<>();
    node.path("sources").forEach(s -> sources.add(Source.parse(s)));
    return new Entry(
        node.path("id").asText(),
        node.path("name").asText(),
        new Licence(
            licence.path("id").asText(),
            licence.path("commercialUse").asBoolean(false),
            licence.path("url").asText()),
        node.path("file").asText(),
        node.path("size").asLong(0),
        node.path("sha256").asText(""),
        node.path("requantise").asText(""),
        node.path("architecture").asText(""),
        node.path("contextTokens").asInt(0),
        node.path("cacheBytesPerToken").asLong(0),
        node.path("base").asText(""),
        sources,
        node.path("evidence").asText(""));
  }
}
