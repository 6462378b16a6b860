package dev.stepwise.agent.trace;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.Writer;

/** What both kinds of trace share: writing whole pieces and bounding what a prompt may take. */
abstract class TraceWriter implements Trace {
  /** Prompts are bounded anyway; answers of many samples are not. */
  private static final int MAX_SHOWN = 12_000;

  private final Writer out;

  TraceWriter(Writer out) {
    this.out = out;
  }

  final void write(String piece) {
    try {
      out.write(piece);
      out.flush();
    } catch (IOException e) {
      throw new UserException("cannot write the trace: is the disk full?", e);
    }
  }

  static String bounded(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }

  @Override
  public final void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UserException("cannot write the trace: is the disk full?", e);
    }
  }
}
