package dev.stepwise.repair.compile;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a statement of an expression that does nothing by itself.
///
/// ```diff
///   int twice(int n) {
///     int result = n;
/// -   result * 2;
/// +   result *= 2;
///     return result;
///   }
/// ```
///
/// ```diff
///   int one() {
///     int result;
/// -   result == 1;
/// +   result = 1;
///     return result;
///   }
/// ```
///
/// ```diff
///   int one() {
/// -   1;
/// +   return 1;
///   }
/// ```
final class NotStatement implements CompileRule {
  @Override
  public Set<String> codes() {
    return Set.of("not.stmt");
  }

  @Override
  public double prior() {
    return Likely.OFTEN;
  }

  @Override
  public void propose(Fault fault, Fixes out) {
    int start = fault.start();
    int semi = fault.text().indexOf(';', start);
    int line = JavaText.lineEnd(fault.text(), start);
    int end = semi < 0 || semi > line ? line : semi;
    String code = fault.text().substring(start, end);
    Matcher m =
        Pattern.compile("([\\w.\\[\\]]+)\\s*(==|[-+*/%])\\s*(.+)", Pattern.DOTALL).matcher(code);
    if (m.matches()) {
      String operator = m.group(2).equals("==") ? "=" : m.group(2) + "=";
      out.replace(start, end, m.group(1) + " " + operator + " " + m.group(3));
    }
    if (code.matches("\\w+") && !code.matches("\\d.*")) {
      out.insert(end, "()");
      out.insert(end, "++");
    }
    out.insert(start, "return ");
    int semicolon = fault.text().startsWith(";", end) ? end + 1 : end;
    out.add(List.of(JavaText.deletion(fault.text(), start, semicolon)));
  }
}
