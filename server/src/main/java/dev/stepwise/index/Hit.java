package dev.stepwise.index;

/**
 * Something a search found.
 *
 * @param symbol a method, type, section of a document, or a part of any other file
 * @param score higher is better; only comparable within one answer
 */
public record Hit(Symbol symbol, float score) {}
