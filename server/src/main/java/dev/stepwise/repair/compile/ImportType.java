package dev.stepwise.repair.compile;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Imports a type of the JDK or of the workspace.
///
/// ```diff
/// + import java.util.List;
/// +
///   class A {
///     List<String> names;
///   }
/// ```
///
/// ```diff
/// - import java.utils.List;
/// + import java.util.List;
///
///   class A {
///     List<String> names;
///   }
/// ```
final class ImportType implements CompileRule {
  private static final int MOST = 6;

  private final TypeNames types;

  ImportType(TypeNames types) {
    this.types = types;
  }

  @Override
  public Set<String> codes() {
    return Set.of(
        "cant.resolve",
        "cant.resolve.location",
        "cant.resolve.args",
        "cant.resolve.location.args",
        "cant.resolve.args.params",
        "cant.resolve.location.args.params",
        "doesnt.exist");
  }

  @Override
  public double prior() {
    return Likely.ALMOST_SURE;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    if (fault.code().equals("doesnt.exist")) {
      packageOf(fault, out);
      return;
    }
    String name = fault.symbol();
    boolean type = fault.symbolKind().equals("class");
    boolean receiver = fault.symbolKind().equals("variable") && isCapitalised(name);
    if ((type || receiver) && isCapitalised(name)) {
      types.named(name, fault.context()).stream()
          .limit(MOST)
          .forEach(full -> out.add(List.of(Imports.add(fault.text(), full))));
    }
  }

  /** An import of a package that does not exist. */
  private void packageOf(Fault fault, Fixes out) {
    Matcher line =
        Pattern.compile("import\\s+(static\\s+)?([\\w.]+)\\.(\\w+);")
            .matcher(fault.text())
            .region(
                JavaText.lineStart(fault.text(), fault.start()),
                JavaText.lineEnd(fault.text(), fault.start()));
    if (line.find()) {
      types.named(line.group(3), fault.context()).stream()
          .limit(MOST)
          .forEach(full -> out.replace(line.start(2), line.end(3), full));
    }
  }

  private static boolean isCapitalised(String name) {
    return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
  }
}
