package dev.stepwise.index;

import java.util.List;
import java.util.Map;

/**
 * What kind of project a workspace is.
 *
 * @param buildSystems for example {@code maven}, {@code gradle}, {@code npm}, {@code go}
 * @param modules folders with a build file of their own, relative to the workspace, {@code ""} for
 *     the workspace itself
 * @param languages language to lines of text, the largest first
 * @param jdk the Java release the build asks for, empty where it does not say
 * @param testFrameworks for example {@code junit5}, {@code junit4}, {@code pytest}
 */
public record ProjectFacts(
    List<String> buildSystems,
    List<String> modules,
    Map<String, Long> languages,
    String jdk,
    List<String> testFrameworks) {}
