package dev.stepwise.repair.rank;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.model.Prompt;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Told;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A method as the tuned weights know it: dedented, without blank and comment lines, numbered from
 * 1. Turns edits of the real text into {@link Hunk}s of these lines and back.
 *
 * <pre>{@code
 * <|im_start|>java
 * 1 static int last(int[] a) {
 * 2     return a[a.length];
 * 3 }<jupyter_output>index out of bounds<issue_start>2<jupyter_code>     return a[a.length];<issue_comment>     return a[a.length - 1];<|im_end|>
 * }</pre>
 */
public final class RepairTemplate {
  private static final String METHOD = "<|im_start|>";
  private static final String WORDS = "<jupyter_text>";
  private static final String FAILURE = "<jupyter_output>";
  private static final String WHERE = "<issue_start>";
  private static final String ECHO = "<jupyter_code>";
  private static final String FIX = "<issue_comment>";

  /** Ends a fix; also the weights' end of text. */
  public static final String END = "<|im_end|>";

  private final String tag;
  private final String text;
  private final TextRange scope;
  private final Told told;
  private final ScopeLines lines;

  private RepairTemplate(String tag, String text, TextRange scope, Told told) {
    this.tag = tag;
    this.told = told;
    this.text = text;
    this.scope = scope;
    this.lines = ScopeLines.of(tag, text, scope);
  }

  /**
   * The template for a method of a file.
   *
   * @param file decides the language by its extension
   */
  public static RepairTemplate of(Path file, String text, TextRange scope, Told told) {
    return new RepairTemplate(tag(file), text, scope, told);
  }

  /** The template for a method that may hold the fault, with what is told of it. */
  public static RepairTemplate of(FaultContext context) {
    return of(context.file(), context.text(), context.scope(), context.told());
  }

  private static String tag(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".py")) {
      return "python";
    }
    if (name.endsWith(".go")) {
      return "go";
    }
    return name.matches(".*\\.[cm]?[jt]sx?") ? "js" : "java";
  }

  /** The numbered lines, without their numbers. */
  public List<String> lines() {
    return lines.texts();
  }

  /** The method, what is told, and the question where the fault is; a location comes next. */
  public Prompt method() {
    StringBuilder body = new StringBuilder(tag);
    for (int i = 0; i < lines.texts().size(); i++) {
      body.append('\n').append(i + 1).append(' ').append(lines.texts().get(i));
    }
    Prompt method = Prompt.empty().special(METHOD).text(body.toString());
    if (!told.words().isEmpty()) {
      method = method.special(WORDS).text(told.words());
    }
    if (!told.failure().isEmpty()) {
      method = method.special(FAILURE).text(told.failure());
    }
    return method.special(WHERE);
  }

  /** A location as the answer to {@link #method()}; the echo comes next. */
  public Prompt location(Location at) {
    return Prompt.ofText(at.toString()).special(ECHO);
  }

  /** The lines at a location; the fix comes next. */
  public Prompt echo(Location at) {
    return Prompt.ofText(spaced(at(at))).special(FIX);
  }

  /** A fix and its end. */
  public Prompt fix(List<String> fix) {
    return Prompt.ofText(spaced(fix)).special(END);
  }

  /** The fix lines as the model reads and writes them: one extra leading space each. */
  static String spaced(List<String> lines) {
    StringBuilder all = new StringBuilder();
    for (String line : lines) {
      all.append(all.isEmpty() ? " " : "\n ").append(line);
    }
    return all.toString();
  }

  /** Reads what the model wrote behind {@link #echo}: the inverse of {@link #spaced}. */
  public static List<String> unspaced(String answer) {
    return answer
        .lines()
        .map(line -> line.startsWith(" ") ? line.substring(1) : line)
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** Whether the location lies within these lines; nothing goes before the first or after all. */
  public boolean has(Location at) {
    return at.first() + at.count() <= lines.texts().size()
        && (at.count() > 0 || (at.first() > 0 && at.first() < lines.texts().size()));
  }

  List<String> at(Location at) {
    return lines.texts().subList(at.first(), at.first() + at.count());
  }

  /** One-based line number in the file of a numbered line, by its zero-based index. */
  public int fileLine(int index) {
    return lines.fileLine(index);
  }

  /** What edits of the file's text change in these lines; empty if nothing or outside the scope. */
  public Optional<Hunk> hunk(List<TextEdit> edits) {
    int delta = 0;
    for (TextEdit edit : edits) {
      if (!scope.contains(edit.range())) {
        return Optional.empty();
      }
      delta += edit.newText().length() - edit.range().length();
    }
    String changed = TextEdit.apply(text, edits);
    TextRange now = new TextRange(scope.start(), scope.end() + delta);
    Hunk hunk = Hunk.between(lines.texts(), ScopeLines.of(tag, changed, now).texts());
    return hunk.echo().isEmpty() && hunk.fix().isEmpty() ? Optional.empty() : Optional.of(hunk);
  }

  /**
   * The edit of the file's text that puts {@code fix} at a location, with the file's own
   * indentation, keeping comments and blank lines around what really changes; empty if nothing
   * would change.
   */
  public Optional<TextEdit> edit(Location at, List<String> fix) {
    Hunk least = Hunk.between(at(at), fix);
    if (least.echo().isEmpty() && least.fix().isEmpty()) {
      return Optional.empty();
    }
    Location exact = new Location(at.first() + least.at().first(), least.at().count());
    return Optional.of(lines.edit(exact, least.fix()));
  }
}
