package dev.underpin.cli.text;

import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import dev.underpin.workflow.report.DisplayNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables and their references as an entity relationship diagram of Mermaid. Partitions are left
 * out.
 *
 * @see <a href="https://mermaid.js.org/syntax/entityRelationshipDiagram.html">its syntax</a>
 */
public final class MermaidText {
  private final DisplayNames names;
  private final Map<QualifiedName, Table> tables = new LinkedHashMap<>();
  private final Map<QualifiedName, String> entities = new LinkedHashMap<>();
  private final StringBuilder out = new StringBuilder("erDiagram\n");

  private MermaidText(Catalog catalog) {
    names = new DisplayNames(catalog.defaultNamespace());
    Set<String> used = new HashSet<>();
    catalog
        .schema()
        .tables()
        .forEach(
            (name, table) -> {
              if (table.partition().isPresent()) return;
              tables.put(name, table);
              entities.put(name, '"' + unused(quotable(names.of(name)), used) + '"');
            });
  }

  /** The diagram. */
  public static String of(Catalog catalog) {
    MermaidText text = new MermaidText(catalog);
    text.tables.values().forEach(text::entity);
    text.tables.values().forEach(text::references);
    return text.out.toString();
  }

  private void entity(Table table) {
    out.append("  ").append(entities.get(table.name())).append(" {\n");
    Set<String> used = new HashSet<>();
    for (Column column : table.columns()) {
      String name = unused(word(column.name()), used);
      out.append("    ").append(word(column.type())).append(' ').append(name);
      String keys = keys(table, column.name());
      if (!keys.isEmpty()) out.append(' ').append(keys);
      String comment = comment(column, name);
      if (!comment.isEmpty()) out.append(" \"").append(comment).append('"');
      out.append('\n');
    }
    out.append("  }\n");
  }

  private static String keys(Table table, String column) {
    List<String> keys = new ArrayList<>();
    if (table.primaryKey().filter(k -> k.columns().contains(column)).isPresent()) keys.add("PK");
    if (table.constraintsOf(ForeignKey.class).stream().anyMatch(k -> k.columns().contains(column)))
      keys.add("FK");
    if (table.constraintsOf(UniqueConstraint.class).stream()
        .anyMatch(k -> k.columns().equals(Set.of(column)))) keys.add("UK");
    return String.join(", ", keys);
  }

  /** What the words cannot say: the name as it is, and what a person wrote. */
  private static String comment(Column column, String name) {
    List<String> parts = new ArrayList<>();
    if (!name.equals(column.name())) parts.add(column.name());
    column.comment().ifPresent(parts::add);
    return quotable(String.join(": ", parts));
  }

  private void references(Table table) {
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      String parent = entities.get(key.references());
      if (parent == null) continue;
      boolean optional =
          key.columnList().stream()
              .anyMatch(c -> table.column(c).filter(Column::nullable).isPresent());
      out.append("  ")
          .append(parent)
          .append(optional ? " |o--" : " ||--")
          .append(isUnique(table, key) ? "o| " : "o{ ")
          .append(entities.get(table.name()))
          .append(" : \"")
          .append(quotable(String.join(", ", key.columnList())))
          .append("\"\n");
    }
  }

  /** True where no two rows can reference the same row. */
  private static boolean isUnique(Table table, ForeignKey key) {
    return table.primaryKey().filter(k -> k.columns().equals(key.columns())).isPresent()
        || table.constraintsOf(UniqueConstraint.class).stream()
            .anyMatch(k -> k.columns().equals(key.columns()));
  }

  /** Text between double quotes, of which there is no escape. */
  private static String quotable(String text) {
    return text.replace('"', '\'').replaceAll("[\\p{Cntrl}%\\\\]+", " ").strip();
  }

  /** A name or a type as the syntax has them: letters, digits, brackets, underscores, hyphens. */
  private static String word(String text) {
    String word = text.replaceAll(",\\s*", "-").replaceAll("[^\\p{L}\\p{Digit}_\\[\\]()-]", "_");
    return word.isEmpty() || !Character.isLetter(word.charAt(0)) ? "c" + word : word;
  }

  private static String unused(String name, Set<String> used) {
    String shown = name;
    for (int i = 2; !used.add(shown); i++) shown = name + "_" + i;
    return shown;
  }
}
