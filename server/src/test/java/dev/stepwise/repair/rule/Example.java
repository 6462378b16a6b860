package dev.stepwise.repair.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The diff in the Javadoc of a class: lines that begin with {@code -} are only before, those with
 * {@code +} only after. Members alone are put into a class.
 */
public record Example(String before, String after) {
  private static final Pattern BLOCK =
      Pattern.compile("/// ```diff\n(.*?)/// ```\n", Pattern.DOTALL);

  /** All examples in the source file of a class of this project. */
  public static List<Example> of(Class<?> type) throws IOException {
    Path file = Path.of("src/main/java", type.getName().replace('.', '/') + ".java");
    Matcher block = BLOCK.matcher(Files.readString(file));
    List<Example> examples = new ArrayList<>();
    while (block.find()) {
      List<String> lines = block.group(1).lines().map(l -> l.replaceFirst("^/// ?", "")).toList();
      examples.add(new Example(side(lines, '-'), side(lines, '+')));
    }
    return examples;
  }

  private static String side(List<String> lines, char mark) {
    String code =
        lines.stream()
            .filter(l -> l.startsWith(" ") || l.startsWith(String.valueOf(mark)))
            .map(l -> l.substring(Math.min(2, l.length())))
            .collect(Collectors.joining("\n"));
    boolean whole =
        Pattern.compile(
                "^(public |final |abstract )*(class|interface|enum|record) ", Pattern.MULTILINE)
            .matcher(code)
            .find();
    return whole ? code + "\n" : "class Example {\n" + code.indent(2) + "}\n";
  }
}
