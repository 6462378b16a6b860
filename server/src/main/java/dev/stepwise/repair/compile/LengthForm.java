package dev.stepwise.repair.compile;

import java.util.List;
import java.util.Set;

/// Asks for a length in the way that the type has: length, length() or size().
///
/// ```diff
///   int count(java.util.List<String> lines, String text, int[] values) {
/// -   return lines.length;
/// +   return lines.size();
///   }
/// ```
///
/// ```diff
///   int count(int[] values) {
/// -   return values.size();
/// +   return values.length;
///   }
/// ```
final class LengthForm implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of(
        "cant.resolve",
        "cant.resolve.location",
        "cant.resolve.args",
        "cant.resolve.location.args",
        "cant.resolve.args.params",
        "cant.resolve.location.args.params");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  private static final Set<String> FORMS =
      Set.of("length", "size", "count", "getLength", "getSize");

  @Override
  public void propose(Fault fault, Fixes out) {
    if (!FORMS.contains(fault.symbol())) {
      return;
    }
    int from = fault.text().substring(0, fault.end()).lastIndexOf('.') + 1;
    int to = fault.end();
    if (fault.text().startsWith("()", to)) {
      to += 2;
    }
    for (String form : List.of("size()", "length()", "length")) {
      if (fits(form, fault.message())) {
        out.replace(from, to, form);
      }
    }
  }

  /** The message tells the receiver's type where javac knows it. */
  private static boolean fits(String form, String message) {
    boolean array = message.contains("[]");
    boolean text = message.matches("(?s).*(of type|class) (java.lang.)?String.*");
    return switch (form) {
      case "length" -> array;
      case "length()" -> text || message.contains("CharSequence");
      default -> !array && !text;
    };
  }
}
