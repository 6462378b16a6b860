package dev.stepwise.repair.compile;

import dev.stepwise.edit.TextEdit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Adds imports where they belong. */
final class Imports {
  private static final Pattern IMPORT =
      Pattern.compile("^import\\s+([\\w.*]+)\\s*;[^\\n]*\\R?", Pattern.MULTILINE);
  private static final Pattern PACKAGE =
      Pattern.compile("^package\\s+[\\w.]+\\s*;[^\\n]*\\R?", Pattern.MULTILINE);

  private Imports() {}

  /** An import of {@code type}, in the alphabetical order of those that are there. */
  static TextEdit add(String text, String type) {
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    String line = "import " + type + ";" + newline;
    Matcher imports = IMPORT.matcher(text);
    int end = -1;
    while (imports.find()) {
      if (imports.group(1).compareTo(type) > 0) {
        return TextEdit.replace(imports.start(), imports.start(), line);
      }
      end = imports.end();
    }
    if (end >= 0) {
      return TextEdit.replace(end, end, line);
    }
    Matcher pack = PACKAGE.matcher(text);
    if (pack.find()) {
      return TextEdit.replace(pack.end(), pack.end(), newline + line);
    }
    int start = firstCode(text);
    return TextEdit.replace(start, start, line + newline);
  }

  static boolean isImport(TextEdit edit) {
    return edit.range().length() == 0 && edit.newText().strip().startsWith("import ");
  }

  /** Two imports that go to the same place as one edit, in alphabetical order. */
  static TextEdit merge(TextEdit a, TextEdit b) {
    List<String> lines =
        Stream.concat(a.newText().lines(), b.newText().lines())
            .filter(l -> !l.isBlank())
            .distinct()
            .sorted()
            .toList();
    int body = a.newText().indexOf("import");
    int tail = a.newText().lastIndexOf(';') + 1;
    String code =
        a.newText().substring(0, body) + String.join("\n", lines) + a.newText().substring(tail);
    return new TextEdit(a.range(), code);
  }

  /** Behind a licence comment at the top, where it is followed by an empty line. */
  private static int firstCode(String text) {
    Matcher licence = Pattern.compile("\\A/\\*.*?\\*/\\R\\R", Pattern.DOTALL).matcher(text);
    return licence.find() && !licence.group().startsWith("/**") ? licence.end() : 0;
  }
}
