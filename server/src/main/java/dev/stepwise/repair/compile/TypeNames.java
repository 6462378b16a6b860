package dev.stepwise.repair.compile;

import dev.stepwise.repair.FaultContext;
import java.util.List;
import java.util.stream.Stream;

/** Finds types by their simple name. */
public interface TypeNames {

  /** Fully qualified names of types of that simple name, the likeliest first. */
  List<String> named(String simpleName, FaultContext context);

  /** These types, then those of another source. */
  default TypeNames or(TypeNames other) {
    return (name, context) ->
        Stream.concat(named(name, context).stream(), other.named(name, context).stream())
            .distinct()
            .toList();
  }

  /** Public types in the exported packages of the JDK that runs this program. */
  static TypeNames ofJdk() {
    return new JdkTypes();
  }
}
