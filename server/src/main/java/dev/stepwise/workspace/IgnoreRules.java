package dev.stepwise.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The patterns of one {@code .gitignore}, as git reads them: the last one that matches decides,
 * {@code !} takes back, a slash at the end means folders only, a slash elsewhere ties the pattern
 * to the file's own folder, {@code **} stands for any number of folders.
 */
public final class IgnoreRules {
  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** Parses the text of a {@code .gitignore}; lines that mean nothing are passed over. */
  public static IgnoreRules parse(String text) {
    List<Rule> rules = new ArrayList<>();
    text.lines().forEach(line -> Rule.parse(line, rules));
    return new IgnoreRules(List.copyOf(rules));
  }

  /**
   * What these rules say of a path.
   *
   * @param relative path below the folder of the {@code .gitignore}, with slashes
   */
  public Verdict of(String relative, boolean folder) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if ((folder || !rule.foldersOnly) && rule.pattern.matcher(relative).matches()) {
        return rule.takesBack ? Verdict.KEEP : Verdict.IGNORE;
      }
    }
    return Verdict.SILENT;
  }

  /** What a set of rules can say. */
  public enum Verdict {
    IGNORE,
    KEEP,
    /** Ask the rules of the folder above. */
    SILENT
  }

  private record Rule(Pattern pattern, boolean foldersOnly, boolean takesBack) {

    static void parse(String line, List<Rule> into) {
      String glob = withoutTrailingSpace(line);
      if (glob.isEmpty() || glob.startsWith("#")) {
        return;
      }
      boolean takesBack = glob.startsWith("!");
      glob = takesBack ? glob.substring(1) : glob;
      boolean foldersOnly = glob.endsWith("/");
      glob = foldersOnly ? glob.substring(0, glob.length() - 1) : glob;
      boolean tied = glob.indexOf('/') >= 0;
      glob = glob.startsWith("/") ? glob.substring(1) : glob;
      if (glob.isEmpty()) {
        return;
      }
      String regex = (tied ? "" : "(?:.*/)?") + regex(glob);
      try {
        into.add(new Rule(Pattern.compile(regex, Pattern.DOTALL), foldersOnly, takesBack));
      } catch (java.util.regex.PatternSyntaxException e) {
        // git matches nothing with a malformed pattern either
        return;
      }
    }

    private static String withoutTrailingSpace(String line) {
      int end = line.length();
      while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) {
        end--;
      }
      return line.substring(0, end);
    }

    private static String regex(String glob) {
      StringBuilder out = new StringBuilder();
      int at = 0;
      while (at < glob.length()) {
        char c = glob.charAt(at);
        if (glob.startsWith("**/", at) && (at == 0 || glob.charAt(at - 1) == '/')) {
          out.append("(?:.*/)?");
          at += 3;
        } else if (glob.startsWith("/**", at) && at + 3 == glob.length()) {
          out.append("/.+");
          at += 3;
        } else if (c == '*') {
          out.append("[^/]*");
          while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
          }
        } else if (c == '?') {
          out.append("[^/]");
          at++;
        } else if (c == '[' && glob.indexOf(']', at + 2) > 0) {
          int end = glob.indexOf(']', at + 2);
          String set = glob.substring(at + 1, end).replace("\\", "\\\\").replace("[", "\\[");
          out.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
          at = end + 1;
        } else if (c == '\\' && at + 1 < glob.length()) {
          out.append(Pattern.quote(glob.substring(at + 1, at + 2)));
          at += 2;
        } else {
          out.append(Pattern.quote(String.valueOf(c)));
          at++;
        }
      }
      return out.toString();
    }
  }
}
