package dev.stepwise.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Changes a workspace at random, by a seed, and tells which paths each change touched. */
final class RandomWorkspace {
  private static final List<String> WORDS =
      List.of(
          "order", "price", "total", "Customer", "rebateOf", "sum", "MAX_COUNT", "list", "next");
  private static final List<String> SUFFIXES =
      List.of(".java", ".java", ".py", ".md", ".txt", ".js");

  private final Path root;
  private final Random random;

  RandomWorkspace(Path root, long seed) {
    this.root = root;
    this.random = new Random(seed);
  }

  /** Makes some files. */
  void fill(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      create();
    }
  }

  /** Changes something; answers the paths to tell the index. */
  List<Path> change() throws IOException {
    return switch (random.nextInt(20)) {
      case 0, 1 -> create();
      case 2 -> deleteFile();
      case 3 -> rename();
      case 4 -> move();
      case 5 -> random.nextInt(4) == 0 ? deleteFolder() : insert();
      case 6 -> random.nextInt(8) == 0 ? switchBranch() : delete();
      case 7 -> random.nextInt(10) == 0 ? ignore() : insert();
      case 8, 9, 10, 11, 12, 13 -> insert();
      default -> delete();
    };
  }

  /** Any file, empty if there is none. */
  List<Path> anyFile() throws IOException {
    List<Path> files = files();
    return files.isEmpty() ? List.of() : List.of(files.get(random.nextInt(files.size())));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(12);
    for (int i = 0; i < lines; i++) {
      text.append(line());
    }
    return text.toString();
  }

  private String line() {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    int number = random.nextInt(30);
    return switch (random.nextInt(9)) {
      case 0 -> "class " + word + number + " {\n";
      case 1 -> "}\n";
      case 2 -> "  /** Says " + word + " twice. */\n";
      case 3 -> "  int " + word + number + "(int a) { return " + word + "(a) + " + number + "; }\n";
      case 4 -> "  private int " + word + " = " + number + ";\n";
      case 5 -> "# " + word + " " + number + "\n";
      case 6 -> "def " + word + number + "(a):\n    return a\n";
      case 7 -> "import " + word + ".x" + number + ";\n";
      default -> word + " \u00e4\ud83d\ude00 " + number + "\n";
    };
  }

  private List<Path> create() throws IOException {
    Path folder = root;
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      folder = folder.resolve("d" + random.nextInt(4));
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      return List.of();
    }
    Files.createDirectories(folder);
    String suffix = SUFFIXES.get(random.nextInt(SUFFIXES.size()));
    Path file = folder.resolve("f" + random.nextInt(30) + suffix);
    Files.writeString(file, text());
    return List.of(file);
  }

  private List<Path> deleteFile() throws IOException {
    List<Path> files = anyFile();
    for (Path file : files) {
      Files.delete(file);
    }
    return files;
  }

  private List<Path> insert() throws IOException {
    List<Path> files = anyFile();
    for (Path file : files) {
      String text = Files.readString(file);
      int at = random.nextInt(text.length() + 1);
      while (at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at))) {
        at--;
      }
      Files.writeString(file, text.substring(0, at) + line() + text.substring(at));
    }
    return files;
  }

  private List<Path> delete() throws IOException {
    List<Path> files = anyFile();
    for (Path file : files) {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      if (!lines.isEmpty()) {
        lines.remove(random.nextInt(lines.size()));
      }
      Files.writeString(file, String.join("\n", lines));
    }
    return files;
  }

  private List<Path> rename() throws IOException {
    for (Path file : anyFile()) {
      String suffix = SUFFIXES.get(random.nextInt(SUFFIXES.size()));
      Path target = file.resolveSibling("r" + random.nextInt(30) + suffix);
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
      return List.of(file, target);
    }
    return List.of();
  }

  private List<Path> move() throws IOException {
    List<Path> folders = folders();
    for (Path file : anyFile()) {
      Path target = folders.get(random.nextInt(folders.size())).resolve(file.getFileName());
      if (!target.equals(file)) {
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
      return List.of(file, target);
    }
    return List.of();
  }

  private List<Path> deleteFolder() throws IOException {
    List<Path> folders = folders();
    Path folder = folders.get(random.nextInt(folders.size()));
    if (folder.equals(root)) {
      return List.of();
    }
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    return List.of(folder);
  }

  /** Many files at once. */
  private List<Path> switchBranch() throws IOException {
    List<Path> touched = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      touched.addAll(random.nextInt(3) == 0 ? deleteFile() : create());
    }
    return touched;
  }

  private List<Path> ignore() throws IOException {
    Path file = root.resolve(".gitignore");
    if (random.nextBoolean()) {
      Files.writeString(file, "f" + random.nextInt(30) + ".*\nd" + random.nextInt(4) + "/\n");
    } else {
      Files.deleteIfExists(file);
    }
    return List.of(file);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
          .filter(p -> !p.getFileName().toString().equals(".gitignore"))
          .sorted()
          .toList();
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }
}
