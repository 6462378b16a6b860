package dev.stepwise.lsp;

import dev.stepwise.edit.LineIndex;
import dev.stepwise.edit.Position;
import dev.stepwise.edit.PositionEncoding;
import dev.stepwise.edit.TextRange;
import dev.stepwise.language.Problem;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Range;

/** Converts between our types and the protocol's, for the encoding of one client. */
record Proto(PositionEncoding encoding) {
  /** As diagnostics of ours name it. */
  static final String SOURCE = "stepwise";

  Position position(org.eclipse.lsp4j.Position position) {
    return new Position(position.getLine(), position.getCharacter());
  }

  TextRange range(LineIndex lines, Range range) {
    int start = lines.offset(position(range.getStart()), encoding);
    int end = lines.offset(position(range.getEnd()), encoding);
    return new TextRange(Math.min(start, end), Math.max(start, end));
  }

  Range range(LineIndex lines, TextRange range) {
    return new Range(position(lines, range.start()), position(lines, range.end()));
  }

  private org.eclipse.lsp4j.Position position(LineIndex lines, int offset) {
    Position position = lines.position(offset, encoding);
    return new org.eclipse.lsp4j.Position(position.line(), position.character());
  }

  Diagnostic diagnostic(LineIndex lines, Problem problem) {
    Diagnostic diagnostic = new Diagnostic(range(lines, problem.range()), problem.message());
    diagnostic.setSource(SOURCE);
    diagnostic.setCode(problem.code());
    diagnostic.setSeverity(
        switch (problem.severity()) {
          case ERROR -> DiagnosticSeverity.Error;
          case WARNING -> DiagnosticSeverity.Warning;
          case INFO -> DiagnosticSeverity.Information;
        });
    return diagnostic;
  }
}
