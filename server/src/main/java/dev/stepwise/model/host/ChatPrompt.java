package dev.stepwise.model.host;

import dev.stepwise.model.Prompt;
import java.util.List;
import java.util.Optional;

/**
 * A chat as a prompt. Templates are programs; the families that small code models use are few, and
 * a template's control tokens tell which it is.
 */
final class ChatPrompt {
  private ChatPrompt() {}

  /** One turn of a chat. */
  record Message(String role, String text) {}

  /** A prompt whose continuation is the assistant's next message, and what ends that. */
  record Chat(Prompt prompt, String stop) {}

  static Chat of(List<Message> messages, Optional<String> template) {
    String known = template.orElse("");
    if (known.contains("<|im_start|>")) {
      return marked(messages, "<|im_start|>", "\n", "<|im_end|>", "\n", "assistant");
    }
    if (known.contains("<start_of_turn>")) {
      return marked(messages, "<start_of_turn>", "\n", "<end_of_turn>", "\n", "model");
    }
    if (known.contains("<|start_header_id|>")) {
      return marked(
          messages, "<|start_header_id|>", "<|end_header_id|>\n\n", "<|eot_id|>", "", "assistant");
    }
    if (known.contains("<|start_of_role|>")) {
      return marked(
          messages, "<|start_of_role|>", "<|end_of_role|>", "<|end_of_text|>", "\n", "assistant");
    }
    return plain(messages);
  }

  private static Chat marked(
      List<Message> messages,
      String open,
      String afterRole,
      String close,
      String afterClose,
      String assistant) {
    Prompt prompt = Prompt.empty();
    for (Message message : messages) {
      String role = message.role().equals("assistant") ? assistant : message.role();
      prompt =
          prompt.special(open + role + afterRole).text(message.text()).special(close + afterClose);
    }
    return new Chat(prompt.special(open + assistant + afterRole), close);
  }

  private static Chat plain(List<Message> messages) {
    StringBuilder text = new StringBuilder();
    messages.forEach(m -> text.append(m.role()).append(": ").append(m.text()).append("\n\n"));
    return new Chat(Prompt.ofText(text + "assistant:"), "\n\nuser:");
  }
}
