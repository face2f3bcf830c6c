package dev.underpin.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of a part as a file has them: {@code public.orders.status}, {@code "a b" on orders}.
 *
 * @param dotted the names with a dot between them
 * @param on the table that is named after them; empty where none is
 */
record PartNames(List<String> dotted, String on) {
  private static final String ON = " on ";

  static PartNames of(String text) {
    List<String> names = new ArrayList<>();
    String on = "";
    int at = 0;
    boolean table = false;
    while (at < text.length()) {
      StringBuilder name = new StringBuilder();
      at = text.charAt(at) == '"' ? quoted(text, at, name) : plain(text, at, name);
      if (table) on = name.toString();
      else names.add(name.toString());
      if (text.startsWith(ON, at)) {
        table = true;
        at += ON.length();
      } else {
        at++;
      }
    }
    return new PartNames(names, on);
  }

  private static int plain(String text, int start, StringBuilder name) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != ' ')
      name.append(text.charAt(at++));
    return at;
  }

  private static int quoted(String text, int start, StringBuilder name) {
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        char escaped = text.charAt(at++);
        name.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
      } else if (c != '"') {
        name.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        name.append('"');
        at++;
      } else {
        return at;
      }
    }
    return at;
  }
}
