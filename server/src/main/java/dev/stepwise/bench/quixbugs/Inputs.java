package dev.stepwise.bench.quixbugs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Generates questions for a program. */
interface Inputs {

  /** The next question; never ends, and the same for the same seed. */
  Question next();

  /** Arguments of one call, to be built anew for each class loader. */
  interface Question {
    int arguments();

    Object[] build(Method method) throws ReflectiveOperationException;

    /** By how much a number may differ from the reference's. */
    double tolerance();
  }

  /** From the benchmark's own cases where there are some, random graphs otherwise. */
  static Inputs of(String className, Path cases, long seed) throws IOException {
    if (!Files.exists(cases)) {
      return new GraphInputs(className.substring(className.lastIndexOf('.') + 1), seed);
    }
    ObjectMapper json = new ObjectMapper();
    List<List<JsonNode>> all = new ArrayList<>();
    for (String line : Files.readAllLines(cases)) {
      if (!line.isBlank()) {
        JsonNode arguments = json.readTree(line).get(0);
        List<JsonNode> one = new ArrayList<>();
        if (arguments.isArray()) {
          arguments.forEach(one::add);
        } else {
          one.add(arguments);
        }
        all.add(one);
      }
    }
    return new CaseInputs(all, seed);
  }
}
