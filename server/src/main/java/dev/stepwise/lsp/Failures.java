package dev.stepwise.lsp;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Failures of ours, for the log. */
final class Failures {
  private Failures() {}

  static String stack(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
