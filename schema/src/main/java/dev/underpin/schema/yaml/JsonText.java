package dev.underpin.schema.yaml;

import dev.underpin.schema.error.UnderpinException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plain data as JSON and back: maps with text keys, lists, texts, flags and whole numbers, which is
 * all that {@link SchemaCodec} makes. The same data gives the same text, without spaces.
 */
public final class JsonText {
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;

  private JsonText(String text) {
    this.text = text;
  }

  /** The data as JSON. */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /**
   * The data of a JSON text.
   *
   * @throws UnderpinException where it is not JSON of such data
   */
  public static Object read(String json) {
    JsonText reader = new JsonText(json);
    Object value = reader.value();
    reader.skipSpace();
    if (reader.at < json.length()) throw reader.damaged("the end");
    return value;
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      String comma = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(comma);
        writeText(String.valueOf(entry.getKey()), out);
        out.append(':');
        write(entry.getValue(), out);
        comma = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String comma = "[";
      for (Object item : list) {
        out.append(comma);
        write(item, out);
        comma = ",";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof String string) {
      writeText(string, out);
    } else if (value instanceof Boolean || value instanceof Long || value instanceof Integer) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no plain data: " + value.getClass());
    }
  }

  private static void writeText(String string, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          boolean safe =
              c >= 0x20 && c < 0x7F || c >= 0xA0 && c < 0x2028 || c > 0x2029 && c < 0xFEFF;
          if (safe) out.append(c);
          else out.append(String.format("\\u%04x", (int) c));
        }
      }
    }
    out.append('"');
  }

  private Object value() {
    skipSpace();
    if (at >= text.length()) throw damaged("a value");
    char c = text.charAt(at);
    if (c == '"') return string();
    if (c == '{' || c == '[') {
      if (++depth > DEEPEST) throw damaged("fewer levels");
      Object nested = c == '{' ? map() : list();
      depth--;
      return nested;
    }
    if (takes("true")) return true;
    if (takes("false")) return false;
    return number();
  }

  private Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    at++;
    if (closes('}')) return map;
    do {
      skipSpace();
      String key = string();
      skipSpace();
      if (!takes(":")) throw damaged("a colon");
      if (map.put(key, value()) != null) throw damaged("each key once");
    } while (continues());
    if (!closes('}')) throw damaged("} or a comma");
    return map;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    at++;
    if (closes(']')) return list;
    do list.add(value());
    while (continues());
    if (!closes(']')) throw damaged("] or a comma");
    return list;
  }

  private boolean continues() {
    skipSpace();
    return takes(",");
  }

  private boolean closes(char bracket) {
    skipSpace();
    return takes(String.valueOf(bracket));
  }

  private String string() {
    if (!takes("\"")) throw damaged("a text");
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') return out.toString();
      out.append(c == '\\' ? escape() : c);
    }
    throw damaged("a closing quote");
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> c;
      case 'u' -> hex();
      default -> throw damaged("an escape");
    };
  }

  private char hex() {
    try {
      char c = (char) Integer.parseInt(text.substring(at, Math.min(text.length(), at + 4)), 16);
      at += 4;
      return c;
    } catch (NumberFormatException e) {
      throw damaged("four hexadecimal digits");
    }
  }

  private Long number() {
    int start = at;
    while (at < text.length() && (text.charAt(at) == '-' || Character.isDigit(text.charAt(at))))
      at++;
    try {
      return Long.parseLong(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw damaged("a value");
    }
  }

  private boolean takes(String word) {
    boolean next = text.startsWith(word, at);
    if (next) at += word.length();
    return next;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
  }

  private UnderpinException damaged(String expected) {
    return UnderpinException.failed(
        "This is not the JSON that Underpin writes: "
            + expected
            + " was expected at character "
            + (at + 1)
            + ".");
  }
}
