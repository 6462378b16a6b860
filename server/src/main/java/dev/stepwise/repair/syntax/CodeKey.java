package dev.stepwise.repair.syntax;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import java.util.List;

/** Tells whether two changes of a member come to the same code, white space aside. */
public final class CodeKey {
  private final String text;
  private final TextRange member;

  public CodeKey(String text, TextRange member) {
    this.text = text;
    this.member = member;
  }

  /** Equal for changes that differ in white space outside of literals only. */
  public String of(List<TextEdit> edits) {
    if (!edits.stream().allMatch(e -> member.contains(e.range()))) {
      return normalised(TextEdit.apply(text, edits));
    }
    List<TextEdit> moved =
        edits.stream()
            .map(
                e ->
                    TextEdit.replace(
                        e.range().start() - member.start(),
                        e.range().end() - member.start(),
                        e.newText()))
            .toList();
    return normalised(TextEdit.apply(text.substring(member.start(), member.end()), moved));
  }

  private static String normalised(String code) {
    StringBuilder out = new StringBuilder(code.length());
    char quote = 0;
    boolean space = false;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (quote != 0) {
        out.append(c);
        if (c == '\\' && i + 1 < code.length()) {
          out.append(code.charAt(++i));
        } else if (c == quote || c == '\n') {
          quote = 0;
        }
        continue;
      }
      if (Character.isWhitespace(c)) {
        space = true;
        continue;
      }
      if (space && !out.isEmpty() && joins(out.charAt(out.length() - 1), c)) {
        out.append(' ');
      }
      space = false;
      quote = c == '"' || c == '\'' ? c : 0;
      out.append(c);
    }
    return out.toString();
  }

  /** Whether leaving out the space between the two would change the tokens. */
  private static boolean joins(char a, char b) {
    return (Character.isJavaIdentifierPart(a) && Character.isJavaIdentifierPart(b))
        || (a == b && "+-&|<>=/".indexOf(a) >= 0);
  }
}
