package dev.stepwise.bench.quixbugs;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.expr.EnclosedExpr;
import java.util.Optional;

/** Whether two Java texts have the same syntax tree but for comments and parentheses. */
final class SameSyntax {
  private SameSyntax() {}

  static boolean of(String some, String other) {
    Optional<CompilationUnit> a = normal(some);
    return a.isPresent() && a.equals(normal(other));
  }

  private static Optional<CompilationUnit> normal(String text) {
    ParserConfiguration configuration =
        new ParserConfiguration()
            .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_21)
            .setAttributeComments(false);
    return new JavaParser(configuration)
        .parse(text)
        .getResult()
        .map(
            unit -> {
              CompilationUnit copy = unit.clone();
              copy.getImports().clear();
              copy.findAll(EnclosedExpr.class).forEach(e -> e.replace(e.getInner()));
              return copy;
            });
  }
}
