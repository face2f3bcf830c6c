package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.lexer.StringLiteral;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.CatalogRows.Row;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Writes what follows PARTITION BY from the catalog's rows, one for each partition. */
record PartitionClause(
    Connection connection,
    List<String> databases,
    BiFunction<String, String, QualifiedName> names,
    Map<QualifiedName, TableBuilder> tables) {
  /** One partition of one table; subpartitions are counted, not named. */
  private record Part(
      String name,
      String method,
      String expression,
      String description,
      String subMethod,
      String subExpression,
      String comment) {}

  void read() throws SQLException {
    Map<TableBuilder, List<Part>> found = new LinkedHashMap<>();
    CatalogRows.each(
        connection,
        CatalogQueries.PARTITIONS,
        databases,
        row -> {
          TableBuilder table = tables.get(names.apply(row.text("db"), row.text("tab")));
          if (table != null) found.computeIfAbsent(table, t -> new ArrayList<>()).add(part(row));
        });
    found.forEach((table, parts) -> table.option(TableOptions.PARTITION_BY, text(parts)));
  }

  private static Part part(Row row) throws SQLException {
    return new Part(
        row.text("name"),
        row.text("method"),
        row.text("expression"),
        row.text("description"),
        row.text("sub_method"),
        row.text("sub_expression"),
        row.text("comment"));
  }

  private static String text(List<Part> rows) {
    Part first = rows.get(0);
    StringBuilder text = new StringBuilder(first.method());
    text.append(" (").append(first.expression()).append(')');
    List<Part> parts = new ArrayList<>();
    for (Part part : rows) {
      if (parts.isEmpty() || !parts.get(parts.size() - 1).name().equals(part.name()))
        parts.add(part);
    }
    if (!first.subMethod().isEmpty()) {
      text.append(" SUBPARTITION BY ").append(first.subMethod());
      text.append(" (").append(first.subExpression()).append(')');
      text.append(" SUBPARTITIONS ").append(rows.size() / parts.size());
    }
    if (isByHash(first) && parts.stream().allMatch(p -> p.comment().isEmpty()))
      return text.append(" PARTITIONS ").append(parts.size()).toString();
    return text.append(
            parts.stream()
                .map(PartitionClause::definition)
                .collect(Collectors.joining(", ", " (", ")")))
        .toString();
  }

  private static boolean isByHash(Part part) {
    return part.method().contains("HASH") || part.method().contains("KEY");
  }

  private static String definition(Part part) {
    StringBuilder text = new StringBuilder("PARTITION ").append(MysqlDialect.quoted(part.name()));
    if (part.method().startsWith("RANGE")) {
      text.append(" VALUES LESS THAN ");
      text.append(
          part.description().equals("MAXVALUE") && part.method().equals("RANGE")
              ? "MAXVALUE"
              : "(" + part.description() + ")");
    } else if (part.method().startsWith("LIST")) {
      boolean rest = part.description().equals("DEFAULT");
      text.append(rest ? " DEFAULT" : " VALUES IN (" + part.description() + ")");
    }
    if (!part.comment().isEmpty())
      text.append(" COMMENT = ").append(StringLiteral.of(part.comment()));
    return text.toString();
  }
}
