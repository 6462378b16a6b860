package dev.stepwise.language.java;

import java.nio.file.Path;

/** A file and the text it has now, saved or not. */
public record SourceText(Path file, String text) {}
