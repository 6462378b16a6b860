package dev.stepwise.model.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.stepwise.model.ChatMessage;
import dev.stepwise.model.Prompt;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A model's chat template, as llama.cpp knows it: it does not run the template's program but
 * recognises some fifty of them. Each message goes in as a mark and is put in its place afterwards,
 * so that the template's own words become control tokens and the messages' words do not.
 */
final class ChatTemplate {
  private static final String MARK = "\u0001message %d\u0001";

  private final LlamaLibrary library;
  private final String template;

  ChatTemplate(LlamaLibrary library, String template) {
    this.library = library;
    this.template = template;
  }

  /** The chat up to the assistant's next message; empty for a template that is not recognised. */
  Optional<Prompt> render(List<ChatMessage> messages) {
    return apply(messages).flatMap(text -> withMessages(text, messages));
  }

  private Optional<String> apply(List<ChatMessage> messages) {
    try (Arena arena = Arena.ofConfined()) {
      long size = Layouts.CHAT_MESSAGE.byteSize();
      MemorySegment chat = arena.allocate(size * Math.max(1, messages.size()), 8);
      for (int i = 0; i < messages.size(); i++) {
        chat.set(ADDRESS, size * i, arena.allocateFrom(messages.get(i).role()));
        chat.set(ADDRESS, size * i + ADDRESS.byteSize(), arena.allocateFrom(MARK.formatted(i)));
      }
      int room = 4096 + 256 * messages.size();
      MemorySegment out = arena.allocate(room);
      int length =
          library.chatApplyTemplate.asInt(
              arena.allocateFrom(template), chat, (long) messages.size(), true, out, room);
      return length < 0 || length > room
          ? Optional.empty()
          : Optional.of(
              new String(out.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
    }
  }

  private static Optional<Prompt> withMessages(String text, List<ChatMessage> messages) {
    Prompt prompt = Prompt.empty();
    int done = 0;
    for (int i = 0; i < messages.size(); i++) {
      String mark = MARK.formatted(i);
      int at = text.indexOf(mark, done);
      if (at < 0) {
        return Optional.empty();
      }
      prompt = prompt.special(text.substring(done, at)).text(messages.get(i).text());
      done = at + mark.length();
    }
    return Optional.of(prompt.special(text.substring(done)));
  }
}
