package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The columns that a new table has from those that it inherits from. One that its {@code CREATE
 * TABLE} names as well would be its own too, and would stay when the other table loses it (<a
 * href="https://www.postgresql.org/docs/current/ddl-inherit.html">documentation</a>).
 */
public record InheritedColumns(PostgresContext context, Table table, Collection<Table> parents) {
  /** The table with the columns that its {@code CREATE TABLE} names. */
  public Table named() {
    if (parents.isEmpty()) return table;
    return table.withColumns(
        table.columns().stream().filter(c -> given(c).isEmpty()).collect(Collectors.toList()));
  }

  /** What the other columns have otherwise than where they come from. */
  public List<String> differences() {
    List<String> statements = new ArrayList<>();
    QualifiedName name = table.name();
    for (Column column : table.columns()) {
      Column given = given(column).orElse(null);
      if (given == null) continue;
      Optional<SqlText> value = column.defaultValue();
      if (!value.equals(given.defaultValue()))
        statements.add(
            value
                .map(v -> context.ddl().setDefault(name, column.name(), v))
                .orElseGet(() -> context.ddl().dropDefault(name, column.name())));
      if (!column.nullable() && given.nullable())
        statements.add(context.ddl().setNotNull(name, column.name()));
      statements.addAll(context.columnSettings(name, column));
    }
    return statements;
  }

  /** The column that it comes from, where it needs no definition of its own. */
  private Optional<Column> given(Column column) {
    List<Column> all =
        parents.stream().flatMap(parent -> parent.column(column.name()).stream()).toList();
    boolean same =
        column.identity().isEmpty()
            && all.stream()
                .allMatch(
                    other ->
                        other.type().equals(column.type())
                            && other.collation().equals(column.collation())
                            && other.generated().equals(column.generated())
                            && (!column.nullable() || other.nullable())
                            && other.defaultValue().equals(all.get(0).defaultValue()));
    return same
        ? all.stream().filter(c -> !c.nullable()).findFirst().or(() -> all.stream().findFirst())
        : Optional.empty();
  }
}
