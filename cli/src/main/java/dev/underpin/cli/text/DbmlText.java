package dev.underpin.cli.text;

import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables, enums and references in the Database Markup Language. What it has no words for
 * (checks, views, triggers) is left out, as are partitions.
 *
 * @see <a href="https://dbml.dbdiagram.io/docs/">its syntax</a>
 */
public final class DbmlText {
  private static final Pattern PLAIN_TYPE = Pattern.compile("\\w+(\\(\\d+(,\\d+)?\\))?");

  private final Catalog catalog;
  private final StringBuilder out = new StringBuilder();

  private DbmlText(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The whole text. */
  public static String of(Catalog catalog) {
    DbmlText text = new DbmlText(catalog);
    text.enums();
    List<Table> tables =
        catalog.schema().tables().values().stream().filter(t -> t.partition().isEmpty()).toList();
    tables.forEach(text::table);
    tables.forEach(text::references);
    return text.out.toString().stripLeading();
  }

  private void enums() {
    catalog
        .schema()
        .enums()
        .forEach(
            (name, type) -> {
              out.append("\nEnum ").append(name(name)).append(" {\n");
              type.labels().forEach(l -> out.append("  ").append(quoted(l)).append('\n'));
              out.append("}\n");
            });
  }

  private void table(Table table) {
    out.append("\nTable ").append(name(table.name())).append(" {\n");
    for (Column column : table.columns()) {
      out.append("  ").append(quoted(column.name())).append(' ').append(type(column.type()));
      List<String> settings = settings(column, table);
      if (!settings.isEmpty()) out.append(" [").append(String.join(", ", settings)).append(']');
      out.append('\n');
    }
    List<String> indexes = indexes(table);
    if (!indexes.isEmpty()) {
      out.append("\n  indexes {\n");
      indexes.forEach(index -> out.append("    ").append(index).append('\n'));
      out.append("  }\n");
    }
    table.comment().ifPresent(c -> out.append("\n  Note: ").append(text(c)).append('\n'));
    out.append("}\n");
  }

  private static List<String> settings(Column column, Table table) {
    List<String> settings = new ArrayList<>();
    if (table.primaryKey().filter(k -> isPlain(k, column)).isPresent()) settings.add("pk");
    if (table.constraintsOf(UniqueConstraint.class).stream().anyMatch(k -> isPlain(k, column)))
      settings.add("unique");
    if (column.identity().isPresent()) settings.add("increment");
    if (!column.nullable()) settings.add("not null");
    column
        .defaultValue()
        .map(SqlText::written)
        .filter(DbmlText::isExpression)
        .ifPresent(value -> settings.add("default: `" + value + "`"));
    column.comment().ifPresent(comment -> settings.add("note: " + text(comment)));
    return settings;
  }

  /** An expression is on one line, and there is no escape for its quotes. */
  private static boolean isExpression(String sql) {
    return sql.indexOf('`') < 0 && sql.indexOf('\n') < 0;
  }

  private static boolean isPlain(Constraint key, Column column) {
    return columns(key.keys()).filter(List.of(column.name())::equals).isPresent();
  }

  private static Optional<List<String>> columns(List<IndexKey> keys) {
    List<String> columns = keys.stream().flatMap(k -> k.column().stream()).toList();
    return columns.size() == keys.size() ? Optional.of(columns) : Optional.empty();
  }

  private static List<String> indexes(Table table) {
    List<String> lines = new ArrayList<>();
    for (Constraint key : table.constraints()) {
      boolean primary = key instanceof PrimaryKey;
      if (!primary && !(key instanceof UniqueConstraint) || key.keys().size() < 2) continue;
      List<String> settings = new ArrayList<>(List.of(primary ? "pk" : "unique"));
      key.name().ifPresent(n -> settings.add("name: " + text(n)));
      index(key.keys(), settings).ifPresent(lines::add);
    }
    for (Index index : table.indexes()) {
      List<String> settings = new ArrayList<>();
      if (index.unique()) settings.add("unique");
      settings.add("name: " + text(index.name()));
      if (index.where().isPresent())
        settings.add("note: " + text("where " + index.where().get().written()));
      index(index.keys(), settings).ifPresent(lines::add);
    }
    return lines;
  }

  private static Optional<String> index(List<IndexKey> keys, List<String> settings) {
    List<String> parts = new ArrayList<>();
    for (IndexKey key : keys) {
      Optional<String> part =
          key.column()
              .map(DbmlText::quoted)
              .or(
                  () ->
                      key.expression()
                          .map(SqlText::written)
                          .filter(DbmlText::isExpression)
                          .map(e -> "`" + e + "`"));
      if (part.isEmpty()) return Optional.empty();
      parts.add(part.get());
    }
    return Optional.of("(" + String.join(", ", parts) + ") [" + String.join(", ", settings) + "]");
  }

  private void references(Table table) {
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      Optional<Table> parent = catalog.schema().table(key.references());
      List<String> columns =
          key.referencedColumns().isEmpty()
              ? parent.flatMap(Table::primaryKey).flatMap(k -> columns(k.keys())).orElse(List.of())
              : key.referencedColumns();
      if (parent.isEmpty() || columns.size() != key.columnList().size()) continue;
      out.append("\nRef")
          .append(key.name().map(n -> " " + quoted(n)).orElse(""))
          .append(": ")
          .append(side(table.name(), key.columnList()))
          .append(" > ")
          .append(side(key.references(), columns));
      List<String> settings = new ArrayList<>();
      action("delete", key.onDelete(), settings);
      action("update", key.onUpdate(), settings);
      if (!settings.isEmpty()) out.append(" [").append(String.join(", ", settings)).append(']');
      out.append('\n');
    }
  }

  private static void action(String event, ReferentialAction action, List<String> settings) {
    if (action != ReferentialAction.UNSAID)
      settings.add(event + ": " + action.sql().toLowerCase(Locale.ROOT));
  }

  private String side(QualifiedName table, List<String> columns) {
    String all = columns.stream().map(DbmlText::quoted).collect(Collectors.joining(", "));
    return name(table) + "." + (columns.size() == 1 ? all : "(" + all + ")");
  }

  private String name(QualifiedName name) {
    QualifiedName shown = name.without(catalog.defaultNamespace());
    return shown.schema().isEmpty()
        ? quoted(shown.name())
        : quoted(shown.schema()) + "." + quoted(shown.name());
  }

  /** A type with spaces or the like is in quotes. */
  private static String type(String type) {
    return PLAIN_TYPE.matcher(type).matches() ? type : quoted(type);
  }

  private static String quoted(String name) {
    return '"' + escaped(name).replace("\"", "\\\"") + '"';
  }

  private static String text(String text) {
    return "'" + escaped(text).replace("'", "\\'") + "'";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replaceAll("\\s*\\R\\s*", " ");
  }
}
