package dev.underpin.planner.seed;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.RowValues;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Parts of the statements on a table with reference rows, under the names that they are to use. */
record SeedTable(SqlTemplate template, RowValues values, Table declared) {
  static SeedTable of(Dialect dialect, String impliedNamespace, Table declared) {
    return new SeedTable(dialect.template(impliedNamespace), dialect.rowValues(), declared);
  }

  Column column(String name) {
    return declared.column(name).orElseThrow();
  }

  SqlText written(Seed.Row row, String column) {
    return values.written(column(column), value(row, column));
  }

  private static SeedValue value(Seed.Row row, String column) {
    return Objects.requireNonNull(row.values().get(column));
  }

  /** The condition that finds a row. */
  SqlText isRow(Seed.Row row, List<String> key, Names names) {
    return and(
        key.stream().map(c -> template.fragment("{} = {}", names.of(c), written(row, c))).toList());
  }

  /** The key of a row as one text. */
  SqlText keyText(List<String> key, Names names) {
    return values.listed(key.stream().map(c -> template.fragment("{}", names.of(c))).toList());
  }

  /** The condition that a column of a row is as it is declared. */
  SqlText isDeclared(Seed.Row row, String column, Names names) {
    return holds(column, written(row, column), names);
  }

  SqlText holds(String column, SqlText value, Names names) {
    return values.holds(column(column), template.fragment("{}", names.of(column)), value);
  }

  SqlText and(Collection<SqlText> conditions) {
    return joined(conditions, " AND ");
  }

  SqlText or(Collection<SqlText> conditions) {
    return joined(conditions, " OR ");
  }

  private static SqlText joined(Collection<SqlText> parts, String by) {
    return SqlText.of(parts.stream().map(SqlText::written).collect(Collectors.joining(by)));
  }

  /** The columns that any of these rows names, in the table's order. */
  List<String> columns(Collection<Seed.Row> rows) {
    List<String> columns = new ArrayList<>();
    for (Column column : declared.columns())
      if (rows.stream().anyMatch(row -> row.values().containsKey(column.name())))
        columns.add(column.name());
    return columns;
  }

  /** The names that columns have where a statement runs. */
  interface Names {
    /** As they are declared. */
    Names DECLARED = name -> name;

    String of(String declared);
  }

  QualifiedName name() {
    return declared.name();
  }
}
