package dev.stepwise.verify;

import dev.stepwise.language.Problem;
import java.util.List;
import java.util.Map;

/**
 * What the compiler said of a variant.
 *
 * @param classes binary class name (with dots) to class file bytes, for the files that the variant
 *     changes; empty where it does not compile
 * @param problems errors and warnings in the changed files
 */
public record Compilation(
    Variant variant, boolean succeeded, Map<String, byte[]> classes, List<Problem> problems) {}
