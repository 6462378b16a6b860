package dev.stepwise.repair.compile;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Declares a method without result as void, or a constructor with the name of its class.
///
/// ```diff
///   class Greeter {
/// -   greet() {
/// +   void greet() {
///       System.out.println("hello");
///     }
///   }
/// ```
///
/// ```diff
///   class Greeter {
/// -   Greter() {
/// +   Greeter() {
///       System.out.println("hello");
///     }
///   }
/// ```
final class MethodHeader implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("invalid.meth.decl.ret.type.req");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    String text = fault.text();
    Matcher type = Pattern.compile("(?:class|enum|record)\\s+(\\w+)").matcher(text);
    String owner = "";
    while (type.find() && type.start() < fault.start()) {
      owner = type.group(1);
    }
    String name = JavaText.word(text, fault.start());
    if (!Names.similar(name, Set.of(owner)).isEmpty()) {
      out.replace(fault.start(), fault.start() + name.length(), owner);
    }
    out.insert(fault.start(), "void ");
    out.insert(fault.start(), "int ");
  }
}
