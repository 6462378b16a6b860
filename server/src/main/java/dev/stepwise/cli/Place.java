package dev.stepwise.cli;

import dev.stepwise.agent.Task;
import dev.stepwise.edit.TextRange;
import dev.stepwise.settings.UserException;
import dev.stepwise.workspace.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a file as a person writes it: {@code FILE:LINE} or {@code FILE:LINE:COL}. */
record Place(Path file, TextRange range) {
  private static final Pattern FORM = Pattern.compile("(.+?):(\\d{1,8})(?::(\\d{1,8}))?");

  /**
   * Reads a place. The file is looked for in the workspace first, then from where the command runs.
   *
   * @throws UserException if there is no such place, or it lies outside the workspace
   */
  static Place parse(String text, Path root) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UserException("--at " + text + ": write FILE:LINE or FILE:LINE:COL");
    }
    Path file = find(form.group(1), root);
    int line = Integer.parseInt(form.group(2));
    String content = TextFile.read(file).text();
    int start = 0;
    for (int l = 1; l < line && start >= 0; l++) {
      int next = content.indexOf('\n', start);
      start = next < 0 ? -1 : next + 1;
    }
    long lines = content.lines().count();
    if (line < 1 || start < 0 || line > Math.max(1, lines)) {
      throw new UserException(
          "--at " + text + ": " + file.getFileName() + " has " + lines + " lines");
    }
    int newline = content.indexOf('\n', start);
    int end = newline < 0 ? content.length() : newline;
    if (form.group(3) == null) {
      return new Place(file, new TextRange(start, end));
    }
    int column = Integer.parseInt(form.group(3));
    if (column < 1 || start + column - 1 > end) {
      throw new UserException(
          "--at " + text + ": line " + line + " has " + (end - start) + " columns");
    }
    int at = start + column - 1;
    return new Place(file, new TextRange(at, at));
  }

  private static Path find(String name, Path root) {
    Path inside = root.resolve(name).normalize();
    Path here = Path.of(name).toAbsolutePath().normalize();
    Path file = Files.isRegularFile(inside) ? inside : here;
    if (!Files.isRegularFile(file)) {
      throw new UserException("--at: no such file in the workspace: " + name);
    }
    if (!file.startsWith(root)) {
      throw new UserException("--at: " + name + " is outside the workspace " + root);
    }
    return file;
  }

  Task task() {
    return new Task.Diagnostic(file, range, "", "");
  }
}
