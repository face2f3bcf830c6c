package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * All that creates a table but its indexes: sequences of serial columns with settings of their own
 * come first, then the table, then what can only be said afterwards (settings of columns,
 * comments).
 */
record TableCreation(PostgresDdl ddl, ConstraintSql constraints) {
  List<String> statements(Table table, boolean foreignKeys) {
    List<String> lines = new ArrayList<>();
    table
        .partition()
        .ifPresent(p -> p.columns().forEach((name, d) -> lines.add(difference(name, d))));
    return statements(table, lines, foreignKeys, this::body);
  }

  /**
   * A table like the partitioned one, which is then attached.
   *
   * @param like what it takes over from it, in the words of {@code LIKE}
   */
  List<String> attached(Table table, String like) {
    Partition partition = table.partition().orElseThrow();
    List<String> lines =
        new ArrayList<>(List.of(ddl.sql("LIKE {} {}", partition.of(), SqlText.of(like))));
    List<String> statements =
        new ArrayList<>(statements(table, lines, true, (t, body) -> SqlText.of(" (" + body + ")")));
    partition
        .columns()
        .forEach(
            (name, difference) -> {
              difference
                  .defaultValue()
                  .ifPresent(d -> statements.add(ddl.setDefault(table.name(), name, d)));
              if (difference.notNull()) statements.add(ddl.setNotNull(table.name(), name));
            });
    statements.add(ddl.partitions().attach(table.name(), partition));
    return List.copyOf(statements);
  }

  private List<String> statements(
      Table table,
      List<String> first,
      boolean foreignKeys,
      BiFunction<Table, String, SqlText> body) {
    List<String> statements = new ArrayList<>();
    List<String> lines = new ArrayList<>(first);
    for (Column column : table.ownColumns()) {
      ddl.ownSequence(table.name(), column).ifPresent(s -> statements.add(ddl.createSequence(s)));
      lines.add(ddl.columnDefinition(table.name(), column));
    }
    List<Constraint> later = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      if (constraint instanceof ForeignKey && !foreignKeys) continue;
      if (isNotValid(constraint) || isMerged(table, constraint)) later.add(constraint);
      else lines.add(constraints.named(table, constraint).written());
    }
    statements.add(
        ddl.sql(
            TableOptions.unlogged(table.options())
                ? "CREATE UNLOGGED TABLE {}{}{}"
                : "CREATE TABLE {}{}{}",
            table.name(),
            body.apply(table, lines.isEmpty() ? "" : "\n  " + String.join(",\n  ", lines) + "\n"),
            SqlText.of(TableOptions.clauses(table.options()))));
    for (Column column : table.ownColumns()) {
      ddl.ownSequence(table.name(), column)
          .ifPresent(s -> statements.add(ddl.ownedBy(s.name(), table.name(), column.name())));
      statements.addAll(ddl.columnSettings(table.name(), column));
    }
    for (Constraint constraint : later) statements.add(ddl.addConstraint(table, constraint));
    for (String action : TableOptions.afterCreation(table.options()))
      statements.add(ddl.alter(table.name(), "{}", SqlText.of(action)));
    statements.addAll(ddl.comments().ofTable(table));
    return List.copyOf(statements);
  }

  private SqlText body(Table table, String lines) {
    return table
        .partition()
        .map(
            p ->
                ddl.fragment(
                    " PARTITION OF {}{} {}",
                    p.of(),
                    SqlText.of(lines.isEmpty() ? "" : " (" + lines + ")"),
                    p.bound()))
        .orElseGet(() -> SqlText.of(" (" + lines + ")"));
  }

  /** A column of a partition that is otherwise than that of the partitioned table. */
  private String difference(String column, Partition.Difference difference) {
    return ddl.sql(
        "{}{}{}",
        column,
        difference.defaultValue().map(d -> ddl.fragment(" DEFAULT {}", ColumnSql.operand(d))),
        SqlText.of(difference.notNull() ? " NOT NULL" : ""));
  }

  /** A constraint in {@code CREATE TABLE} is valid, whatever is written: there are no rows. */
  private static boolean isNotValid(Constraint constraint) {
    return constraint instanceof ForeignKey key && key.notValid()
        || constraint instanceof CheckConstraint check && check.notValid();
  }

  /**
   * In one {@code CREATE TABLE} the server makes one constraint of two keys on the same columns
   * ({@code transformIndexConstraints} in its source), the primary key before all others.
   */
  private static boolean isMerged(Table table, Constraint constraint) {
    if (!(constraint instanceof UniqueConstraint unique)) return false;
    boolean likePrimaryKey =
        !unique.nullsNotDistinct()
            && table
                .primaryKey()
                .filter(
                    k ->
                        k.keys().equals(unique.keys())
                            && k.include().equals(unique.include())
                            && k.deferrability() == unique.deferrability())
                .isPresent();
    if (likePrimaryKey) return true;
    for (UniqueConstraint other : table.constraintsOf(UniqueConstraint.class)) {
      if (other.equals(unique)) return false;
      if (other.withName(unique.name()).equals(unique)) return true;
    }
    return false;
  }
}
