package dev.stepwise.repair.model;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.repair.FaultContext;
import java.util.List;

/** Drops at once what the model wrote and no compiler could read. */
interface Parses {

  /** Whether the scope still reads as a method with this edit. */
  boolean with(TextEdit edit);

  /** For Java its parser; other languages are left to their compilers. */
  static Parses of(FaultContext context) {
    if (!String.valueOf(context.file().getFileName()).endsWith(".java")) {
      return edit -> true;
    }
    JavaParser parser =
        new JavaParser(
            new ParserConfiguration()
                .setLanguageLevel(ParserConfiguration.LanguageLevel.BLEEDING_EDGE)
                .setAttributeComments(false));
    TextRange scope = context.scope();
    return edit -> {
      if (!scope.contains(edit.range())) {
        return false;
      }
      String changed = TextEdit.apply(context.text(), List.of(edit));
      int end = scope.end() + edit.newText().length() - edit.range().length();
      return parser.parseBodyDeclaration(changed.substring(scope.start(), end)).isSuccessful();
    };
  }
}
