package dev.stepwise.repair.model;

import dev.stepwise.model.ModelInfo;
import dev.stepwise.model.Prompt;

/** A question in the form a chat model was trained on, told by what its template contains. */
enum ChatPrompt {
  CHATML("<|im_start|>") {
    @Override
    Prompt ask(String question) {
      return Prompt.empty()
          .special("<|im_start|>")
          .text("user\n" + question)
          .special("<|im_end|>")
          .text("\n")
          .special("<|im_start|>")
          .text("assistant\n");
    }
  },
  GEMMA("<start_of_turn>") {
    @Override
    Prompt ask(String question) {
      return Prompt.empty()
          .special("<start_of_turn>")
          .text("user\n" + question)
          .special("<end_of_turn>")
          .text("\n")
          .special("<start_of_turn>")
          .text("model\n");
    }
  },
  LLAMA("<|start_header_id|>") {
    @Override
    Prompt ask(String question) {
      return Prompt.empty()
          .special("<|start_header_id|>")
          .text("user")
          .special("<|end_header_id|>")
          .text("\n\n" + question)
          .special("<|eot_id|><|start_header_id|>")
          .text("assistant")
          .special("<|end_header_id|>")
          .text("\n\n");
    }
  },
  /** Last: fits whatever the template says. */
  PLAIN("") {
    @Override
    Prompt ask(String question) {
      return Prompt.ofText(question + "\n\n");
    }
  };

  private final String mark;

  ChatPrompt(String mark) {
    this.mark = mark;
  }

  abstract Prompt ask(String question);

  static ChatPrompt of(ModelInfo info) {
    String template = info.chatTemplate().orElse("");
    for (ChatPrompt form : values()) {
      if (template.contains(form.mark) && !template.isEmpty()) {
        return form;
      }
    }
    return PLAIN;
  }
}
