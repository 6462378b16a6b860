package dev.stepwise.repair.locate;

import dev.stepwise.edit.TextRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions by their indentation; a function inside another counts to the outer. */
final class PythonScopes implements ScopeFinder {
  private static final Pattern DEF = Pattern.compile("(\\s*)(?:async\\s+)?def\\s+(\\w+).*");

  @Override
  public List<Scope> scopes(Path file, String text) {
    String[] lines = text.split("\n", -1);
    List<Scope> found = new ArrayList<>();
    int offset = 0;
    int i = 0;
    while (i < lines.length) {
      Matcher def = DEF.matcher(lines[i].stripTrailing());
      if (!def.matches()) {
        offset += lines[i].length() + 1;
        i++;
        continue;
      }
      int indent = def.group(1).length();
      int start = offset + indent;
      int first = i;
      int last = i;
      int end = offset + lines[i].stripTrailing().length();
      do {
        if (!lines[i].isBlank()) {
          last = i;
          end = offset + lines[i].stripTrailing().length();
        }
        offset += lines[i].length() + 1;
        i++;
      } while (i < lines.length && (lines[i].isBlank() || inside(lines[i], indent)));
      found.add(new Scope(file, def.group(2), new TextRange(start, end), first + 1, last + 1));
    }
    return found;
  }

  /** The closing line of a head over several lines stands as deep as its {@code def}. */
  private static boolean inside(String line, int indent) {
    int depth = line.length() - line.stripLeading().length();
    return depth > indent || line.strip().startsWith(")");
  }
}
