package dev.underpin.schema.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plain data as JSON and back: maps with text keys, collections, texts, flags, numbers and
 * optionals of these. The same data gives the same text, keys in the order in which they are given.
 *
 * <p>This is the only class that knows the JSON library, so that a command that needs no JSON does
 * not load it.
 */
public final class Json {
  private static final int DEEPEST = 100;

  /** A history may hold texts of any length. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final DefaultPrettyPrinter INDENTED = indented();

  private Json() {}

  /** Data that is JSON already, and is written as it is. */
  public record Written(String json) {}

  /** The data as JSON without spaces, for machines. */
  public static String compact(Object data) {
    return text(data, new Escapes(false), null);
  }

  /** The data as JSON with an entry a line, indented by two; an absent optional is null. */
  public static String pretty(Object data) {
    return text(data, new Escapes(true), INDENTED.createInstance());
  }

  /**
   * The data of a JSON text: maps, lists, texts, flags and whole numbers ({@link Long}).
   *
   * @throws UnderpinException where it is not JSON of such data; it says at which character
   */
  public static Object read(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      Object data = value(json);
      if (json.nextToken() != null) throw damaged(json, "the end");
      return data;
    } catch (JsonProcessingException e) {
      throw damaged(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Object data, Escapes escapes, @Nullable DefaultPrettyPrinter printer) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(data, json.setCharacterEscapes(escapes).setPrettyPrinter(printer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void write(Object data, JsonGenerator json) throws IOException {
    if (data instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (data instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object item : list) write(item, json);
      json.writeEndArray();
    } else if (data instanceof Optional<?> optional) {
      if (optional.isPresent()) write(optional.get(), json);
      else json.writeNull();
    } else if (data instanceof Written done) {
      json.writeRawValue(done.json());
    } else if (data instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (data instanceof Number) {
      json.writeNumber(data.toString());
    } else {
      json.writeString(data.toString());
    }
  }

  private static Object value(JsonParser json) throws IOException {
    if (json.getParsingContext().getNestingDepth() > DEEPEST) throw damaged(json, "fewer levels");
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) return map(json);
    if (token == JsonToken.START_ARRAY) return list(json);
    if (token == JsonToken.VALUE_STRING) return json.getText();
    if (token == JsonToken.VALUE_NUMBER_INT) return json.getLongValue();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE)
      return json.getBooleanValue();
    throw damaged(json, "a value");
  }

  private static Map<String, Object> map(JsonParser json) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      if (map.containsKey(key)) throw damaged(json, "each key once");
      json.nextToken();
      map.put(key, value(json));
    }
    return map;
  }

  private static List<Object> list(JsonParser json) throws IOException {
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) list.add(value(json));
    return list;
  }

  private static UnderpinException damaged(JsonParser json, String expected) {
    return damaged(expected + " was expected", json.currentTokenLocation().getCharOffset());
  }

  private static UnderpinException damaged(JsonProcessingException e) {
    String what = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
    return damaged(what, e.getLocation() == null ? 0 : e.getLocation().getCharOffset());
  }

  private static UnderpinException damaged(String what, long at) {
    return UnderpinException.failed(
        "This is not the JSON that Underpin writes: %s at character %d."
            .formatted(what, Math.max(0, at) + 1));
  }

  private static DefaultPrettyPrinter indented() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(lines)
        .withArrayIndenter(lines);
  }

  /**
   * Which characters are written as {@code \\u} escapes: those that a terminal, an editor or a YAML
   * reader would change. The models of a history are kept by a hash of their text, so what is
   * escaped there never changes.
   */
  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private static final int[] ASCII = ascii();

    private final boolean surrogates;

    /**
     * @param surrogates whether the halves of characters beyond U+FFFF are escaped
     */
    Escapes(boolean surrogates) {
      this.surrogates = surrogates;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ASCII;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      boolean safe =
          c >= 0xA0 && c < 0x2028 || c > 0x2029 && c < 0xFEFF && !(surrogates && isSurrogate(c));
      return safe ? null : new SerializedString("\\u%04x".formatted(c));
    }

    private static boolean isSurrogate(int c) {
      return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** Only line ends and tabs have a short form. */
    private static int[] ascii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes['\b'] = ESCAPE_STANDARD;
      codes['\f'] = ESCAPE_STANDARD;
      codes[0x7F] = ESCAPE_STANDARD;
      return codes;
    }
  }
}
