package dev.stepwise.bench.quixbugs;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Turns JSON into the values a method takes. */
final class JsonValues {
  private JsonValues() {}

  static Object[] of(List<JsonNode> arguments, Method method) {
    Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(arguments.get(i), method.getParameterTypes()[i], method.getName());
    }
    return values;
  }

  private static Object value(JsonNode json, Class<?> type, String method) {
    if (type == int.class || type == Integer.class) {
      return json.asInt();
    }
    if (type == double.class || type == Double.class) {
      return json.asDouble();
    }
    if (type == String.class) {
      return json.asText();
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), json.size());
      for (int i = 0; i < json.size(); i++) {
        Array.set(array, i, value(json.get(i), type.getComponentType(), method));
      }
      return array;
    }
    return free(json, method);
  }

  /** As the tests write it where the parameter's type does not say. */
  private static Object free(JsonNode json, String method) {
    if (json.isArray()) {
      List<Object> list = new ArrayList<>();
      json.forEach(j -> list.add(free(j, method)));
      return list;
    }
    if (json.isTextual()) {
      return json.asText();
    }
    if (json.isDouble() || method.equals("rpn_eval")) {
      return json.asDouble();
    }
    return json.asInt();
  }
}
