package dev.stepwise.agent.trace;

import dev.stepwise.agent.Agent;
import dev.stepwise.agent.Fix;
import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A run written down as it goes: readable Markdown, or one JSON object a line. What was written
 * before a crash stays readable.
 */
public interface Trace extends Agent.Listener, AutoCloseable {

  /** To be called once, at the end. */
  void finished(Fix fix);

  @Override
  void close();

  /**
   * A trace into a new file: Markdown if its name ends in {@code .md}, JSON lines otherwise.
   *
   * @throws UserException if the file cannot be written
   */
  static Trace to(Path file) {
    try {
      Writer out = Files.newBufferedWriter(file);
      boolean markdown = file.toString().toLowerCase(Locale.ROOT).endsWith(".md");
      return markdown ? new MarkdownTrace(out) : new JsonTrace(out);
    } catch (IOException e) {
      throw new UserException("cannot write the trace " + file + ": check its folder", e);
    }
  }
}
