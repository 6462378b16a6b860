package dev.stepwise.agent.step;

import dev.stepwise.settings.Budget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the documentation straight from the files: the README, package descriptions, and the doc
 * comments of the classes that the topic names.
 */
public final class FileDocumentation implements Documentation {
  /** Enough for any README that a person reads. */
  private static final int MOST_CHARS = 100_000;

  private static final int MOST_SENTENCES = 400;
  private static final Pattern DOC_COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n\\s*\\n");

  private final Path root;
  private final Supplier<List<Path>> sources;

  /**
   * @param sources source files whose doc comments count
   */
  public FileDocumentation(Path root, Supplier<List<Path>> sources) {
    this.root = root;
    this.sources = sources;
  }

  @Override
  public List<String> sentences(String topic, Budget budget) {
    List<String> sentences = new ArrayList<>();
    for (Path readme : readmes()) {
      split(read(readme), sentences);
    }
    for (Path source : sources.get()) {
      String name = Orient.name(source);
      int dot = name.lastIndexOf('.');
      boolean named = dot > 0 && topic.contains(name.substring(0, dot));
      if (named || name.equals("package-info.java")) {
        Matcher comments = DOC_COMMENT.matcher(read(source));
        while (comments.find() && sentences.size() < MOST_SENTENCES) {
          split(comments.group(1).replaceAll("(?m)^\\s*\\* ?", ""), sentences);
        }
      }
    }
    return sentences.stream().limit(MOST_SENTENCES).toList();
  }

  private List<Path> readmes() {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .filter(f -> Orient.name(f).toLowerCase(Locale.ROOT).startsWith("readme"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      // A folder that cannot be listed has no documentation for us.
      return List.of();
    }
  }

  private static String read(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, Math.min(text.length(), MOST_CHARS));
    } catch (IOException e) {
      // Unreadable documentation, or one in another encoding, is no reason to fail.
      return "";
    }
  }

  private static void split(String text, List<String> sentences) {
    for (String sentence : SENTENCE_END.split(text)) {
      String plain = sentence.replaceAll("\\s+", " ").strip();
      if (plain.length() > 20 && !plain.startsWith("|") && !plain.startsWith("#")) {
        sentences.add(plain);
      }
    }
  }
}
