package dev.stepwise.repair.python.syntax;

import dev.stepwise.language.tree.SyntaxNode;
import java.util.Set;

/**
 * Code of the function that can be used again elsewhere.
 *
 * @param reads names it reads
 */
public record Donor(SyntaxNode node, String text, Kind kind, Set<String> reads) {}
