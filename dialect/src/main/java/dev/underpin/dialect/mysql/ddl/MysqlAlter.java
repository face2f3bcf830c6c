package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The clauses of {@code ALTER TABLE}, and the statement that holds them.
 *
 * <p>A statement always says by which algorithm and under which lock it is meant to be done: where
 * the server cannot do it so, it refuses, and does not copy the table behind everybody's back.
 */
public final class MysqlAlter {
  /** What can be put together with its like. */
  private static final List<String> KINDS =
      List.of(
          "ADD COLUMN ",
          "DROP COLUMN ",
          "MODIFY COLUMN ",
          "ADD KEY ",
          "ADD UNIQUE KEY ",
          "DROP INDEX ",
          "DROP FOREIGN KEY ",
          "DROP CONSTRAINT ");

  private final SqlTemplate template;
  private final MysqlFlavor flavor;
  private final MysqlDdl ddl;

  public MysqlAlter(Dialect dialect, MysqlFlavor flavor) {
    this.template = dialect.template("");
    this.flavor = flavor;
    this.ddl = new MysqlDdl(dialect, flavor);
  }

  /** How a server changes a table, the best way first. */
  public enum Algorithm {
    /** Only the catalog changes. */
    INSTANT,
    /** The rows stay where they are, an index may be built (MariaDB). */
    NOCOPY,
    /** Done within the storage engine, which may rebuild the table. */
    INPLACE,
    /** All rows are written into a new table. */
    COPY
  }

  /** What others may do while it runs. */
  public enum LockClause {
    /** The weakest lock of the algorithm; {@code INSTANT} takes only this. */
    DEFAULT,
    /** Reads and writes go on. */
    NONE,
    /** Reads go on. */
    SHARED
  }

  /** One statement for all of the clauses. */
  public String table(
      QualifiedName table, List<String> clauses, Algorithm algorithm, LockClause lock) {
    return head(table) + String.join(", ", clauses) + tail(algorithm, lock);
  }

  private String head(QualifiedName table) {
    return template.sql("ALTER TABLE {} ", table);
  }

  private static String tail(Algorithm algorithm, LockClause lock) {
    return ", ALGORITHM=" + algorithm + ", LOCK=" + lock;
  }

  /**
   * Two statements in one, where both do the same kind of thing to one table in the same way.
   * Renames stay apart, because the other clauses of a statement speak of columns by their old
   * names; so do computed columns and full text indexes, of which the servers make one at a time.
   */
  public Optional<String> joined(QualifiedName table, String first, String second) {
    String head = head(table);
    Optional<String> kind = kind(first, head);
    if (kind.isEmpty() || !kind.equals(kind(second, head))) return Optional.empty();
    for (Algorithm algorithm : Algorithm.values()) {
      for (LockClause lock : LockClause.values()) {
        String tail = tail(algorithm, lock);
        if (!first.endsWith(tail) || !second.endsWith(tail)) continue;
        return Optional.of(
            "%s, %s"
                .formatted(
                    first.substring(0, first.length() - tail.length()),
                    second.substring(head.length())));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> kind(String statement, String head) {
    boolean alone = statement.contains(" GENERATED ALWAYS AS (");
    return alone || !statement.startsWith(head)
        ? Optional.empty()
        : KINDS.stream().filter(k -> statement.startsWith(k, head.length())).findFirst();
  }

  /** A new column, behind all others. */
  public String addColumn(Table table, Column column) {
    return "ADD COLUMN " + ddl.columnDefinition(table, column);
  }

  public String dropColumn(String column) {
    return template.sql("DROP COLUMN {}", column);
  }

  /** The whole column: what MODIFY is not told, it forgets. */
  public String modifyColumn(Table table, Column column) {
    return "MODIFY COLUMN " + ddl.columnDefinition(table, column);
  }

  /** Another name, and the whole definition of the column. */
  public String changeColumn(Table table, String from, Column column) {
    return template.sql(
        "CHANGE COLUMN {} {}", from, SqlText.of(ddl.columnDefinition(table, column)));
  }

  public String renameColumn(String from, String to) {
    return template.sql("RENAME COLUMN {} TO {}", from, to);
  }

  public String addConstraint(Constraint constraint) {
    return "ADD " + ddl.constraintDefinition(constraint);
  }

  public String dropConstraint(Constraint constraint) {
    return constraint.match(
        key -> "DROP PRIMARY KEY",
        unique -> template.sql("DROP INDEX {}", unique.name()),
        foreign -> template.sql("DROP FOREIGN KEY {}", foreign.name()),
        check -> template.sql("DROP CONSTRAINT {}", check.name()),
        exclusion -> template.sql("DROP INDEX {}", exclusion.name()));
  }

  public String enforceCheck(String name, boolean enforced) {
    return template.sql(enforced ? "ALTER CHECK {} ENFORCED" : "ALTER CHECK {} NOT ENFORCED", name);
  }

  public String addIndex(Index index) {
    return "ADD " + ddl.indexDefinition(index);
  }

  public String dropIndex(String index) {
    return template.sql("DROP INDEX {}", index);
  }

  public String renameIndex(String from, String to) {
    return template.sql("RENAME INDEX {} TO {}", from, to);
  }

  /** Hide an index from the optimizer, or show it again. */
  public String showIndex(String index, boolean visible) {
    String word = visible ? flavor.visibleIndexWord() : flavor.invisibleIndexWord();
    return template.sql("ALTER INDEX {} {}", index, SqlText.of(word));
  }

  public String comment(Optional<String> comment) {
    return template.sql("COMMENT={}", new Literal(comment.orElse("")));
  }

  /** The clauses that bring a table from one set of options to another, but for its partitions. */
  public List<String> options(SortedMap<String, String> from, SortedMap<String, String> to) {
    List<String> clauses = new ArrayList<>();
    from.keySet().stream()
        .filter(key -> !to.containsKey(key) && !key.equals(TableOptions.PARTITION_BY))
        .forEach(key -> clauses.add(ddl.resetTableOption(key)));
    to.forEach(
        (key, value) -> {
          if (!value.equals(from.get(key)) && !key.equals(TableOptions.PARTITION_BY))
            clauses.add(ddl.tableOption(key, value));
        });
    return clauses;
  }

  /** The partitions that a table's options say, or none. The server copies the table for it. */
  public String partition(QualifiedName table, SortedMap<String, String> options) {
    String partitions = options.get(TableOptions.PARTITION_BY);
    return template.sql(
        "ALTER TABLE {} ALGORITHM={}, LOCK={} {}",
        table,
        Algorithm.COPY,
        LockClause.SHARED,
        SqlText.of(partitions == null ? "REMOVE PARTITIONING" : "PARTITION BY " + partitions));
  }

  /** Another table name, in one statement of its own. */
  public String renameTable(QualifiedName from, QualifiedName to) {
    return template.sql("RENAME TABLE {} TO {}", from, to);
  }
}
