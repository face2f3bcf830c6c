package dev.underpin.languageserver;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import java.lang.reflect.Type;
import org.eclipse.lsp4j.AnnotatedTextEdit;
import org.eclipse.lsp4j.TextEdit;

/** Writes an edit with its annotation, which lsp4j 1.0 leaves out where it expects any edit. */
final class TextEditJson implements JsonSerializer<TextEdit> {
  @Override
  public JsonElement serialize(TextEdit edit, Type type, JsonSerializationContext context) {
    JsonObject json = new JsonObject();
    json.add("range", context.serialize(edit.getRange()));
    json.addProperty("newText", edit.getNewText());
    if (edit instanceof AnnotatedTextEdit annotated)
      json.addProperty("annotationId", annotated.getAnnotationId());
    return json;
  }
}
