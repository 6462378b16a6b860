package dev.stepwise.verify.runner.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values as text: the same text for what {@code equals} would call equal, and for numbers that
 * differ by no more than rounding does.
 */
public final class Texts {
  /** Sums in another order differ in the digits behind these. */
  private static final MathContext DIGITS = new MathContext(9);

  private Texts() {}

  /** One text for all of them. */
  public static String of(List<Value> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(v -> write(v, text));
    return text.toString();
  }

  private static String of(Value value) {
    return of(List.of(value));
  }

  private static void write(Value value, StringBuilder text) {
    switch (value) {
      case Value.Plain(@Nullable Object object) -> text.append(plain(object));
      case Value.Constant(String type, String name) -> text.append(name);
      case Value.Buffer(String buffer) -> text.append('"').append(buffer).append('"');
      case Value.Sequence sequence -> {
        List<String> members = new ArrayList<>();
        sequence.members().forEach(m -> members.add(of(m)));
        if (isUnordered(sequence.type())) {
          Collections.sort(members);
        }
        text.append(kind(sequence.type())).append(members);
      }
      case Value.Table table -> {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < table.keys().size(); i++) {
          entries.add(of(table.keys().get(i)) + "=" + of(table.values().get(i)));
        }
        if (isUnordered(table.type())) {
          Collections.sort(entries);
        }
        text.append(entries);
      }
      case Value.Product product -> {
        text.append(product.type()).append('(');
        product.components().forEach(c -> write(c, text.append(' ')));
        text.append(')');
      }
      case Value.Thing thing -> {
        text.append(thing.type()).append('#').append(thing.number()).append('{');
        new TreeMap<>(thing.fields())
            .forEach((name, field) -> write(field, text.append(name).append(' ')));
        text.append('}');
      }
      case Value.Again(int number) -> text.append('#').append(number);
    }
    text.append(';');
  }

  private static boolean isUnordered(String type) {
    return type.equals("java.util.HashMap")
        || type.equals("java.util.HashSet")
        || type.equals("java.util.concurrent.ConcurrentHashMap")
        || type.equals(Copier.FIXED_SET)
        || type.equals(Copier.FIXED_MAP);
  }

  /** Lists are equal whatever their class, and so are sets. */
  private static String kind(String type) {
    if (type.startsWith("[")) {
      return type;
    }
    return type.toLowerCase(Locale.ROOT).contains("set") ? "set" : "list";
  }

  private static String plain(@Nullable Object object) {
    return switch (object) {
      case null -> "null";
      case Double number when Double.isFinite(number) -> rounded(number);
      case Float number when Float.isFinite(number) -> rounded(number);
      case String some -> '"' + some + '"';
      default -> object.getClass().getSimpleName() + " " + object;
    };
  }

  private static String rounded(double number) {
    return number == 0
        ? "0.0"
        : new BigDecimal(number).round(DIGITS).stripTrailingZeros().toString();
  }
}
