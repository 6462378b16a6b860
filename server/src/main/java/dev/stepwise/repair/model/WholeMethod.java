package dev.stepwise.repair.model;

import dev.stepwise.edit.TextEdit;
import dev.stepwise.edit.TextRange;
import dev.stepwise.model.Completion;
import dev.stepwise.model.LanguageModel;
import dev.stepwise.model.Prompt;
import dev.stepwise.model.Request;
import dev.stepwise.repair.Candidate;
import dev.stepwise.repair.FaultContext;
import dev.stepwise.repair.Producer;
import dev.stepwise.repair.locate.Scope;
import dev.stepwise.repair.locate.ScopeFinder;
import dev.stepwise.settings.Budget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an instruct model without our training to write the method again, told how it fails. */
public final class WholeMethod implements Producer {
  private static final Pattern BLOCK =
      Pattern.compile("```\\w*\\R(.*?)(?:```|\\z)", Pattern.DOTALL);
  private static final int FACTS = 4;
  private static final int LONGEST_FACT = 200;

  private final LanguageModel model;
  private final Sampling sampling;

  public WholeMethod(LanguageModel model, Sampling sampling) {
    this.model = model;
    this.sampling = sampling;
  }

  @Override
  public String name() {
    return "whole-method";
  }

  @Override
  public List<Candidate> produce(FaultContext context, Budget budget) {
    TextRange scope = context.scope();
    String method = context.text().substring(scope.start(), scope.end());
    Prompt prompt = ChatPrompt.of(model.info()).ask(question(context, method));
    int tokens =
        Math.min(sampling.maxTokens(), model.countTokens(Prompt.ofText(method)) * 5 / 4 + 60);
    if (model.countTokens(prompt) + tokens > model.info().contextTokens()) {
      return List.of();
    }
    Parses parses = Parses.of(context);
    Map<String, Candidate> distinct = new LinkedHashMap<>();
    for (Completion answer :
        model.complete(
            Request.samples(
                prompt, sampling.samples(), tokens, sampling.temperature(), sampling.seed()),
            budget)) {
      rewritten(context, method, answer.text())
          .map(text -> new TextEdit(scope, text))
          .filter(parses::with)
          .ifPresent(
              edit ->
                  distinct.putIfAbsent(
                      edit.newText(), new Candidate(context.file(), List.of(edit), "model", 0)));
    }
    return List.copyOf(distinct.values());
  }

  private static String question(FaultContext context, String method) {
    StringBuilder asked = new StringBuilder("This method has a bug.");
    context.evidence().stream()
        .limit(FACTS)
        .map(fact -> fact.length() > LONGEST_FACT ? fact.substring(0, LONGEST_FACT) : fact)
        .forEach(fact -> asked.append('\n').append(fact));
    context.problems().stream()
        .limit(FACTS)
        .forEach(problem -> asked.append("\nThe compiler says: ").append(problem.message()));
    return asked
        .append("\n```\n")
        .append(method)
        .append("\n```\nWrite the whole corrected method in one code block, nothing else.")
        .toString();
  }

  /** The method in the answer, indented as the original; empty if it is missing or unchanged. */
  private static Optional<String> rewritten(FaultContext context, String method, String answer) {
    Matcher block = BLOCK.matcher(answer);
    String code = (block.find() ? block.group(1) : answer).strip();
    // javac and our Python reader want a class around a method only where one is missing.
    String wrapped =
        code.contains("class ") || isPython(context) ? code : "class A {\n" + code + "\n}";
    List<Scope> found = ScopeFinder.byExtension().scopes(context.file(), wrapped);
    String name =
        ScopeFinder.byExtension().scopes(context.file(), context.text()).stream()
            .filter(s -> s.range().equals(context.scope()))
            .map(Scope::name)
            .findFirst()
            .orElse("");
    return found.stream()
        .filter(s -> name.isEmpty() || s.name().equals(name))
        .findFirst()
        .map(s -> wrapped.substring(s.range().start(), s.range().end()))
        .map(text -> indented(text, context))
        .filter(text -> !text.equals(method));
  }

  private static boolean isPython(FaultContext context) {
    return String.valueOf(context.file().getFileName()).endsWith(".py");
  }

  private static String indented(String method, FaultContext context) {
    int start = context.scope().start();
    int lineStart = context.text().lastIndexOf('\n', start - 1) + 1;
    String wanted = context.text().substring(lineStart, start);
    List<String> lines = method.lines().toList();
    String last = lines.getLast();
    int has = isPython(context) ? 0 : last.length() - last.stripLeading().length();
    StringBuilder out = new StringBuilder(lines.getFirst().strip());
    for (String line : lines.subList(1, lines.size())) {
      int cut = Math.min(has, line.length() - line.stripLeading().length());
      out.append('\n').append(line.isBlank() ? "" : wanted + line.substring(cut));
    }
    return out.toString();
  }
}
