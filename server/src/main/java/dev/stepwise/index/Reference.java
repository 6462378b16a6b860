package dev.stepwise.index;

/**
 * A use of a name.
 *
 * @param enclosing the method, type or file that uses it
 * @param call whether it is called there at least once
 */
public record Reference(Symbol enclosing, boolean call) {}
