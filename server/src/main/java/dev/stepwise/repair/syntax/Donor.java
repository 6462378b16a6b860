package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.Node;
import java.util.List;

/**
 * Code of the method that may be used again elsewhere.
 *
 * @param variables what it reads; it can only be used where all of them mean the same
 * @param type of an expression; {@link JavaType#VOID} for a statement
 */
public record Donor(Node node, String text, JavaType type, List<Variable> variables) {}
