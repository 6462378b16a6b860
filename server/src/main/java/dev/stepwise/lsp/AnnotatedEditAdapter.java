package dev.stepwise.lsp;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.eclipse.lsp4j.AnnotatedTextEdit;
import org.eclipse.lsp4j.TextEdit;
import org.jspecify.annotations.Nullable;

/**
 * LSP4J 1.0.0 writes and reads an annotated edit in a list of edits without its annotation. This
 * mends it.
 */
final class AnnotatedEditAdapter implements TypeAdapterFactory {
  @Override
  @SuppressWarnings("unchecked") // The raw type is checked in the first line.
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    if (type.getRawType() != TextEdit.class) {
      return null;
    }
    TypeAdapter<TextEdit> plain = (TypeAdapter<TextEdit>) gson.getDelegateAdapter(this, type);
    TypeAdapter<AnnotatedTextEdit> annotated = gson.getAdapter(AnnotatedTextEdit.class);
    return (TypeAdapter<T>)
        new TypeAdapter<TextEdit>() {
          @Override
          public void write(JsonWriter out, TextEdit edit) throws IOException {
            if (edit instanceof AnnotatedTextEdit withAnnotation) {
              annotated.write(out, withAnnotation);
            } else {
              plain.write(out, edit);
            }
          }

          @Override
          public TextEdit read(JsonReader in) {
            JsonObject edit = gson.fromJson(in, JsonObject.class);
            return edit != null && edit.has("annotationId")
                ? annotated.fromJsonTree(edit)
                : plain.fromJsonTree(edit);
          }
        };
  }
}
