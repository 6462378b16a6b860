package dev.stepwise.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Map;

/** Settings as clients send them: bare, or under the name {@code stepwise}. */
final class SettingsReader {
  private SettingsReader() {}

  static Map<String, Object> of(Object sent) {
    Map<String, Object> values = new HashMap<>();
    if (sent instanceof JsonObject object) {
      JsonObject ours = object.get(Proto.SOURCE) instanceof JsonObject inner ? inner : object;
      for (Map.Entry<String, JsonElement> entry : ours.entrySet()) {
        if (entry.getValue() instanceof JsonPrimitive value) {
          values.put(
              entry.getKey(),
              value.isBoolean()
                  ? value.getAsBoolean()
                  : value.isNumber() ? (Object) value.getAsDouble() : value.getAsString());
        }
      }
    }
    return values;
  }
}
