package dev.underpin.cli.text;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Writes plain data as JSON, its keys in the order they are given, indented by two. */
public final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /**
   * Maps, collections, strings, numbers, booleans and optionals of these; an absent optional is
   * null.
   */
  public static String write(Object data) {
    Json json = new Json();
    json.value(data, 0);
    return json.out.toString();
  }

  private void value(Object data, int depth) {
    if (data instanceof Optional<?> optional) {
      if (optional.isPresent()) value(optional.get(), depth);
      else out.append("null");
    } else if (data instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (data instanceof Collection<?> list) {
      array(list, depth);
    } else if (data instanceof Number || data instanceof Boolean) {
      out.append(data);
    } else {
      string(data.toString());
    }
  }

  private void object(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      line(depth + 1);
      string(entry.getKey().toString());
      out.append(": ");
      value(entry.getValue(), depth + 1);
      separator = ",";
    }
    line(depth);
    out.append('}');
  }

  private void array(Collection<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      line(depth + 1);
      value(item, depth + 1);
      separator = ",";
    }
    line(depth);
    out.append(']');
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || Character.isSurrogate(c) || c == 0x7f)
            out.append(String.format("\\u%04x", (int) c));
          else out.append(c);
        }
      }
    }
    out.append('"');
  }
}
