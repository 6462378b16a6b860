package dev.stepwise.repair.syntax;

import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.Type;
import com.github.javaparser.ast.type.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A type as far as the source text tells it.
 *
 * @param name simple name, {@code ?} where unknown
 * @param arguments type arguments, empty for none, raw and diamond
 * @param dimensions of an array
 */
public record JavaType(String name, List<JavaType> arguments, int dimensions) {
  public static final JavaType UNKNOWN = named("?");
  public static final JavaType BOOLEAN = named("boolean");
  public static final JavaType INT = named("int");
  public static final JavaType LONG = named("long");
  public static final JavaType DOUBLE = named("double");
  public static final JavaType CHAR = named("char");
  public static final JavaType STRING = named("String");
  public static final JavaType NULL = named("null");
  public static final JavaType VOID = named("void");

  private static final Map<String, String> UNBOXED =
      Map.of(
          "Integer", "int",
          "Long", "long",
          "Double", "double",
          "Float", "float",
          "Short", "short",
          "Byte", "byte",
          "Character", "char",
          "Boolean", "boolean");
  private static final List<String> NUMERIC =
      List.of("byte", "short", "char", "int", "long", "float", "double");
  private static final Set<String> FRACTIONAL = Set.of("float", "double");

  public JavaType {
    arguments = List.copyOf(arguments);
  }

  public static JavaType named(String name) {
    return new JavaType(name, List.of(), 0);
  }

  public static JavaType of(Type type) {
    return switch (type) {
      case ArrayType array -> {
        JavaType component = of(array.getComponentType());
        yield component.array(component.dimensions + 1);
      }
      case ClassOrInterfaceType named -> {
        List<JavaType> arguments = new ArrayList<>();
        named.getTypeArguments().ifPresent(as -> as.forEach(a -> arguments.add(of(a))));
        yield new JavaType(named.getNameAsString(), arguments, 0);
      }
      case WildcardType wildcard -> wildcard.getExtendedType().map(JavaType::of).orElse(UNKNOWN);
      default -> type.isPrimitiveType() || type.isVoidType() ? named(type.asString()) : UNKNOWN;
    };
  }

  public JavaType array(int newDimensions) {
    return new JavaType(name, arguments, newDimensions);
  }

  /** What an array holds; {@link #UNKNOWN} for others. */
  public JavaType element() {
    return dimensions > 0 ? array(dimensions - 1) : UNKNOWN;
  }

  /** The type argument at that place; {@link #UNKNOWN} where there is none. */
  public JavaType argument(int index) {
    return index < arguments.size() ? arguments.get(index) : UNKNOWN;
  }

  public boolean isKnown() {
    return !name.equals("?");
  }

  public boolean isArray() {
    return dimensions > 0;
  }

  public boolean isBoolean() {
    return unboxed().equals(BOOLEAN);
  }

  public boolean isString() {
    return equals(STRING);
  }

  /** Primitive or boxed number or character. */
  public boolean isNumeric() {
    return dimensions == 0 && NUMERIC.contains(unboxed().name);
  }

  /** Numeric without fractions. */
  public boolean isIntegral() {
    return isNumeric() && !FRACTIONAL.contains(unboxed().name);
  }

  public boolean isPrimitive() {
    return dimensions == 0 && (NUMERIC.contains(name) || name.equals("boolean"));
  }

  boolean isPrimitiveArray() {
    return dimensions > 0 && array(0).isPrimitive();
  }

  /** Known, and null can be assigned to it. */
  public boolean isReference() {
    return isKnown() && !isPrimitive() && !equals(VOID);
  }

  /** The primitive behind a boxed type; other types as they are. */
  public JavaType unboxed() {
    String primitive = dimensions == 0 ? UNBOXED.get(name) : null;
    return primitive == null ? this : named(primitive);
  }

  /** Place in byte, short, char, int, long, float, double; -1 for others. */
  int numericRank() {
    return dimensions == 0 ? NUMERIC.indexOf(unboxed().name) : -1;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(name);
    if (!arguments.isEmpty()) {
      out.append('<');
      for (int i = 0; i < arguments.size(); i++) {
        out.append(i > 0 ? ", " : "").append(arguments.get(i));
      }
      out.append('>');
    }
    return out.append("[]".repeat(dimensions)).toString();
  }
}
