package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.Partitioning;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Writes what follows PARTITION BY. The catalog has a row for each partition or subpartition, and
 * leaves things out: what else a partition has, the algorithm of KEY, the DEFAULT of a list and how
 * system-versioned rows are divided (MariaDB). That is in the text of the table.
 */
record PartitionClause(
    Connection connection,
    Dialect dialect,
    ReadTables wanted,
    BiFunction<String, String, QualifiedName> names,
    Map<QualifiedName, TableBuilder> tables) {
  private static final String SYSTEM_TIME = "SYSTEM_TIME";

  /** One partition, or one of its subpartitions, of one table. */
  private record Part(
      String name,
      String subName,
      String method,
      String expression,
      String description,
      String subMethod,
      String subExpression,
      String comment) {
    boolean isSubdivided() {
      return !subMethod.isEmpty();
    }

    boolean isByNumber() {
      return method.contains("HASH") || method.contains("KEY");
    }
  }

  void read() throws SQLException {
    Map<TableBuilder, List<Part>> found = new LinkedHashMap<>();
    wanted.each(
        connection,
        CatalogQueries.PARTITIONS,
        row -> {
          TableBuilder table = tables.get(names.apply(row.text("db"), row.text("tab")));
          if (table != null) found.computeIfAbsent(table, t -> new ArrayList<>()).add(part(row));
        });
    for (Map.Entry<TableBuilder, List<Part>> entry : found.entrySet()) {
      TableBuilder table = entry.getKey();
      table.option(TableOptions.PARTITION_BY, text(entry.getValue(), shown(table.name)));
    }
  }

  private static Part part(Row row) throws SQLException {
    return new Part(
        row.text("name"),
        row.text("sub_name"),
        row.text("method"),
        row.text("expression"),
        row.text("description"),
        row.text("sub_method"),
        row.text("sub_expression"),
        row.text("comment"));
  }

  /** The partitions as the text of the table has them. */
  private Partitioning shown(QualifiedName table) throws SQLException {
    String[] text = {""};
    CatalogRows.each(
        connection,
        "SHOW CREATE TABLE " + dialect.quote(table),
        row -> text[0] = CreateTableText.partitions(row.result().getString(2)));
    return Partitioning.of(text[0]);
  }

  private static String text(List<Part> rows, Partitioning shown) {
    Part first = rows.get(0);
    if (first.method().equals(SYSTEM_TIME)) return shown.text();
    Map<String, String> shownParts = new HashMap<>();
    shown.parts().forEach(p -> shownParts.put(p.name(), p.text()));
    Map<String, List<Part>> parts =
        rows.stream()
            .collect(Collectors.groupingBy(Part::name, LinkedHashMap::new, Collectors.toList()));
    boolean usualSubparts = parts.values().stream().allMatch(PartitionClause::hasUsualSubparts);
    StringBuilder text = new StringBuilder(first.method());
    if (shown.head().contains("ALGORITHM = 1")) text.append(" ALGORITHM = 1");
    text.append(" (").append(first.expression()).append(')');
    if (first.isSubdivided()) {
      text.append(" SUBPARTITION BY ").append(first.subMethod());
      text.append(" (").append(first.subExpression()).append(')');
      if (usualSubparts) text.append(" SUBPARTITIONS ").append(rows.size() / parts.size());
    }
    List<Partitioning.Part> defined = new ArrayList<>();
    parts.forEach(
        (name, subparts) ->
            defined.add(
                new Partitioning.Part(
                    name,
                    definition(subparts, shownParts.getOrDefault(name, ""), usualSubparts)
                        .strip())));
    if (first.isByNumber() && areUsual(defined))
      return text.append(" PARTITIONS ").append(parts.size()).toString();
    return new Partitioning(text.toString(), defined).text();
  }

  /** Partitions by number that the server would name so, with nothing else to say. */
  private static boolean areUsual(List<Partitioning.Part> parts) {
    for (int i = 0; i < parts.size(); i++) {
      Partitioning.Part part = parts.get(i);
      if (!part.text().isEmpty() || !part.name().equals("p" + i)) return false;
    }
    return true;
  }

  /** The server names them so, and a comment of the partition is that of each. */
  private static boolean hasUsualSubparts(List<Part> subparts) {
    for (int i = 0; i < subparts.size(); i++) {
      Part part = subparts.get(i);
      if (!part.isSubdivided()) continue;
      if (!part.subName().equals(part.name() + "sp" + i)) return false;
      if (!part.comment().equals(subparts.get(0).comment())) return false;
    }
    return true;
  }

  private static String definition(List<Part> subparts, String shown, boolean usualSubparts) {
    Part part = subparts.get(0);
    StringBuilder text = new StringBuilder();
    if (part.method().startsWith("RANGE")) {
      text.append(" VALUES LESS THAN ");
      text.append(
          part.description().equals("MAXVALUE") && part.method().equals("RANGE")
              ? "MAXVALUE"
              : "(" + part.description() + ")");
    } else if (part.method().startsWith("LIST")) {
      boolean rest = part.description().equals("DEFAULT") || shown.startsWith("DEFAULT");
      text.append(rest ? " DEFAULT" : " VALUES IN (" + part.description() + ")");
    }
    if (usualSubparts) {
      comment(part).ifPresent(text::append);
      return text.append(CreateTableText.attributes(shown)).toString();
    }
    return text.append(' ').append(subparts(subparts)).toString();
  }

  private static String subparts(List<Part> subparts) {
    return subparts.stream()
        .map(p -> "SUBPARTITION " + MysqlDialect.quoted(p.subName()) + comment(p).orElse(""))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static Optional<String> comment(Part part) {
    return part.comment().isEmpty()
        ? Optional.empty()
        : Optional.of(" COMMENT = " + StringLiteral.of(part.comment()));
  }
}
