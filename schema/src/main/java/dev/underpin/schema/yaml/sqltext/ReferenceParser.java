package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/**
 * What a foreign key refers to: {@code customers(id)}, {@code auth.users}, {@code "odd name"("a,
 * b")}.
 *
 * @param columns empty where the primary key is meant
 */
public record ReferenceParser(QualifiedName table, List<String> columns) {
  public static ReferenceParser parse(String text, String namespace) throws SqlTextException {
    int open = opening(text);
    if (open < 0) return new ReferenceParser(NameParser.parse(text.strip(), namespace), List.of());
    if (!text.stripTrailing().endsWith(")")) {
      throw new SqlTextException("the parenthesis is not closed", open, "write  customers(id)");
    }
    String inside = text.substring(open + 1, text.stripTrailing().length() - 1);
    return new ReferenceParser(
        NameParser.parse(text.substring(0, open).strip(), namespace), columns(inside));
  }

  /** The text that reads back as this. */
  public String text(String namespace) {
    String name = NameParser.of(table, namespace);
    return columns.isEmpty() ? name : name + "(" + NameParser.list(columns) + ")";
  }

  private static int opening(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') quoted = !quoted;
      if (text.charAt(i) == '(' && !quoted) return i;
    }
    return -1;
  }

  private static List<String> columns(String inside) throws SqlTextException {
    List<String> columns = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) {
        columns.add(column(part.toString()));
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    columns.add(column(part.toString()));
    return columns;
  }

  private static String column(String part) throws SqlTextException {
    String name = part.strip();
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    String column = quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    if (column.isEmpty()) throw new SqlTextException("a column is missing in the parentheses", 0);
    return column;
  }
}
