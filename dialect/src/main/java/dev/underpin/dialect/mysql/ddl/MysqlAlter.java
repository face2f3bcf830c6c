package dev.underpin.dialect.mysql.ddl;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.mysql.ddl.AlterTable.Algorithm;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.ddl.AlterTable.Kind;
import dev.underpin.dialect.mysql.ddl.AlterTable.LockClause;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The clauses of {@link AlterTable}, and the statements that have a form of their own. */
public final class MysqlAlter {
  private final SqlTemplate template;
  private final MysqlFlavor flavor;
  private final MysqlDdl ddl;

  public MysqlAlter(Dialect dialect, MysqlFlavor flavor) {
    this.template = dialect.template("");
    this.flavor = flavor;
    this.ddl = new MysqlDdl(dialect, flavor);
  }

  /** A new column, behind all others. */
  public Clause addColumn(Table table, Column column) {
    return column(Kind.ADD_COLUMN, "ADD COLUMN {}", table, column);
  }

  /** A new column, behind another. */
  public Clause addColumnAfter(Table table, Column column, String other) {
    SqlText definition = SqlText.of(ddl.columnDefinition(table, column));
    return clause(kind(column, Kind.ADD_COLUMN), "ADD COLUMN {} AFTER {}", definition, other);
  }

  public Clause dropColumn(String column) {
    return clause(Kind.DROP_COLUMN, "DROP COLUMN {}", column);
  }

  /** The whole column: what MODIFY is not told, it forgets. */
  public Clause modifyColumn(Table table, Column column) {
    return column(Kind.MODIFY_COLUMN, "MODIFY COLUMN {}", table, column);
  }

  /** Another name, and the whole definition of the column. */
  public Clause changeColumn(Table table, String from, Column column) {
    SqlText definition = SqlText.of(ddl.columnDefinition(table, column));
    return clause(kind(column, Kind.OTHER), "CHANGE COLUMN {} {}", from, definition);
  }

  public Clause renameColumn(String from, String to) {
    return clause(Kind.OTHER, "RENAME COLUMN {} TO {}", from, to);
  }

  /** The rows are written again, whatever the other clauses need. */
  public Clause force() {
    return clause(Kind.OTHER, "FORCE");
  }

  public Clause addConstraint(Constraint constraint) {
    Kind kind = constraint instanceof UniqueConstraint ? Kind.ADD_UNIQUE_KEY : Kind.OTHER;
    return clause(kind, "ADD {}", SqlText.of(ddl.constraintDefinition(constraint)));
  }

  public Clause dropConstraint(Constraint constraint) {
    return constraint.match(
        key -> clause(Kind.OTHER, "DROP PRIMARY KEY"),
        unique -> clause(Kind.DROP_KEY, "DROP INDEX {}", unique.name()),
        foreign -> clause(Kind.DROP_FOREIGN_KEY, "DROP FOREIGN KEY {}", foreign.name()),
        check ->
            CheckOptions.isPeriod(check)
                ? clause(Kind.OTHER, "DROP PERIOD FOR {}", check.name())
                : clause(Kind.DROP_CHECK, "DROP CONSTRAINT {}", check.name()),
        exclusion -> clause(Kind.DROP_KEY, "DROP INDEX {}", exclusion.name()));
  }

  public Clause enforceCheck(String name, boolean enforced) {
    return enforced
        ? clause(Kind.OTHER, "ALTER CHECK {} ENFORCED", name)
        : clause(Kind.OTHER, "ALTER CHECK {} NOT ENFORCED", name);
  }

  public Clause addIndex(Index index) {
    Kind kind =
        switch (index.method()) {
          case IndexOptions.FULLTEXT -> Kind.ONE_AT_A_TIME;
          case IndexOptions.SPATIAL -> Kind.OTHER;
          default -> Kind.ADD_KEY;
        };
    return clause(kind, "ADD {}", SqlText.of(ddl.indexDefinition(index)));
  }

  public Clause dropIndex(String index) {
    return clause(Kind.DROP_KEY, "DROP INDEX {}", index);
  }

  public Clause renameIndex(String from, String to) {
    return clause(Kind.OTHER, "RENAME INDEX {} TO {}", from, to);
  }

  /** Hide an index from the optimizer, or show it again. */
  public Clause showIndex(String index, boolean visible) {
    String word = visible ? flavor.visibleIndexWord() : flavor.invisibleIndexWord();
    return clause(Kind.OTHER, "ALTER INDEX {} {}", index, SqlText.of(word));
  }

  public Clause comment(Optional<String> comment) {
    return clause(Kind.OTHER, "COMMENT={}", new Literal(comment.orElse("")));
  }

  /** The clauses that bring a table from one set of options to another, but for its partitions. */
  public List<Clause> options(SortedMap<String, String> from, SortedMap<String, String> to) {
    List<String> options = new ArrayList<>();
    from.keySet().stream()
        .filter(key -> !to.containsKey(key) && !key.equals(TableOptions.PARTITION_BY))
        .forEach(key -> options.add(ddl.resetTableOption(key)));
    to.forEach(
        (key, value) -> {
          if (!value.equals(from.get(key)) && !key.equals(TableOptions.PARTITION_BY))
            options.add(ddl.tableOption(key, value));
        });
    return options.stream().map(sql -> new Clause(Kind.OTHER, sql)).toList();
  }

  /** The partitions that a table's options say, or none. The server copies the table for it. */
  public SqlStatement partition(QualifiedName table, SortedMap<String, String> options) {
    String partitions = options.get(TableOptions.PARTITION_BY);
    return SqlStatement.of(
        template.sql(
            "ALTER TABLE {} ALGORITHM={}, LOCK={} {}",
            table,
            Algorithm.COPY,
            LockClause.SHARED,
            SqlText.of(partitions == null ? "REMOVE PARTITIONING" : "PARTITION BY " + partitions)));
  }

  /** More partitions, behind the others. No statement of partitions may say its algorithm. */
  public SqlStatement addPartitions(QualifiedName table, List<Partitioning.Part> parts) {
    return SqlStatement.of(
        template.sql(
            "ALTER TABLE {} ADD PARTITION {}", table, SqlText.of(Partitioning.list(parts))));
  }

  /** Other partitions in the place of these, for the same rows. */
  public SqlStatement reorganizePartitions(
      QualifiedName table, List<Partitioning.Part> from, List<Partitioning.Part> to) {
    return SqlStatement.of(
        template.sql(
            "ALTER TABLE {} REORGANIZE PARTITION {} INTO {}",
            table,
            SqlText.of(Partitioning.names(from)),
            SqlText.of(Partitioning.list(to))));
  }

  /**
   * The empty table that the rows of a partition go to: with all columns and indexes, since rows
   * are exchanged with a table that is the same but for its partitions.
   */
  public List<SqlStatement> createForPartition(QualifiedName table, QualifiedName empty) {
    return List.of(
        SqlStatement.of(template.sql("CREATE TABLE {} LIKE {}", empty, table)),
        SqlStatement.of(template.sql("ALTER TABLE {} REMOVE PARTITIONING", empty)));
  }

  /** MySQL exchanges no rows while columns were added or dropped instantly. */
  public SqlStatement rebuild(QualifiedName table) {
    return SqlStatement.of(
        template.sql(
            "ALTER TABLE {} FORCE, ALGORITHM={}, LOCK={}",
            table,
            Algorithm.INPLACE,
            LockClause.NONE));
  }

  /**
   * The rows of a partition go to the empty table; only the catalog changes. The comment says in
   * which direction, since the statement is the same.
   */
  public SqlStatement exchangePartition(QualifiedName table, String partition, QualifiedName with) {
    return SqlStatement.of(
        template.sql(
            "ALTER TABLE {} EXCHANGE PARTITION {} WITH TABLE {} /* to the trash */",
            table,
            partition,
            with));
  }

  /** They come back. The server looks at each, whether it belongs to this partition. */
  public SqlStatement restorePartition(QualifiedName table, String partition, QualifiedName from) {
    return SqlStatement.of(
        template.sql(
            "ALTER TABLE {} EXCHANGE PARTITION {} WITH TABLE {} /* back */",
            table,
            partition,
            from));
  }

  /** Another table name, in one statement of its own. */
  public SqlStatement renameTable(QualifiedName from, QualifiedName to) {
    return SqlStatement.of(template.sql("RENAME TABLE {} TO {}", from, to));
  }

  private Clause column(Kind kind, @CompileTimeConstant String sql, Table table, Column column) {
    SqlText definition = SqlText.of(ddl.columnDefinition(table, column));
    return clause(kind(column, kind), sql, definition);
  }

  private static Kind kind(Column column, Kind otherwise) {
    return column.generated().isPresent() ? Kind.ONE_AT_A_TIME : otherwise;
  }

  private Clause clause(Kind kind, @CompileTimeConstant String sql, Object... arguments) {
    return new Clause(kind, template.sql(sql, arguments));
  }
}
