package dev.stepwise.model;

import java.util.Optional;

/**
 * What is known of a loaded model.
 *
 * @param id catalogue id, file name or the server's own name
 * @param contextTokens how many tokens prompt and answer may have together
 * @param scores whether {@link LanguageModel#score} works
 * @param chatTemplate the template's text (Jinja), where the model has one
 * @param repairTemplate whether the weights were tuned on Stepwise's repair template
 */
public record ModelInfo(
    String id,
    int contextTokens,
    boolean scores,
    Optional<String> chatTemplate,
    boolean repairTemplate) {}
