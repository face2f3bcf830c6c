package dev.underpin.dialect.mysql;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
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
  private final MysqlDialect dialect;
  private final MysqlDdl ddl;

  MysqlAlter(MysqlDialect dialect) {
    this.dialect = dialect;
    this.ddl = dialect.ddl();
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

  /** What others may do meanwhile. */
  public enum LockClause {
    /** As little in the way as the algorithm can; what {@code INSTANT} wants to be told. */
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
    return "ALTER TABLE " + dialect.quote(table) + " ";
  }

  private static String tail(Algorithm algorithm, LockClause lock) {
    return ", ALGORITHM=" + algorithm + ", LOCK=" + lock;
  }

  /**
   * Two statements in one, where both are on one table and done in the same way. Renames stay apart:
   * the other clauses of a statement speak of columns by their old names.
   */
  public Optional<String> joined(QualifiedName table, String first, String second) {
    String head = head(table);
    for (Algorithm algorithm : Algorithm.values()) {
      for (LockClause lock : LockClause.values()) {
        String tail = tail(algorithm, lock);
        if (isPlain(first, head, tail) && isPlain(second, head, tail)) {
          return Optional.of(
              first.substring(0, first.length() - tail.length())
                  + ", "
                  + second.substring(head.length()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isPlain(String statement, String head, String tail) {
    return statement.startsWith(head)
        && statement.endsWith(tail)
        && !statement.startsWith("RENAME", head.length())
        && !statement.startsWith("CHANGE", head.length());
  }

  /** A new column, behind all others. */
  public String addColumn(Table table, Column column) {
    return "ADD COLUMN " + ddl.columnDefinition(table, column);
  }

  public String dropColumn(String column) {
    return "DROP COLUMN " + dialect.quote(column);
  }

  /** The whole column: what MODIFY is not told, it forgets. */
  public String modifyColumn(Table table, Column column) {
    return "MODIFY COLUMN " + ddl.columnDefinition(table, column);
  }

  /** Another name, and the whole column anew. */
  public String changeColumn(Table table, String from, Column column) {
    return "CHANGE COLUMN " + dialect.quote(from) + " " + ddl.columnDefinition(table, column);
  }

  public String renameColumn(String from, String to) {
    return "RENAME COLUMN " + dialect.quote(from) + " TO " + dialect.quote(to);
  }

  public String addConstraint(Constraint constraint) {
    return "ADD " + ddl.constraintDefinition(constraint);
  }

  public String dropConstraint(Constraint constraint) {
    if (constraint instanceof PrimaryKey) return "DROP PRIMARY KEY";
    String name = dialect.quote(constraint.name().orElseThrow());
    if (constraint instanceof ForeignKey) return "DROP FOREIGN KEY " + name;
    return (constraint instanceof CheckConstraint ? "DROP CONSTRAINT " : "DROP INDEX ") + name;
  }

  public String enforceCheck(String name, boolean enforced) {
    return "ALTER CHECK " + dialect.quote(name) + (enforced ? " ENFORCED" : " NOT ENFORCED");
  }

  public String addIndex(Index index) {
    return "ADD " + ddl.indexDefinition(index);
  }

  public String dropIndex(String index) {
    return "DROP INDEX " + dialect.quote(index);
  }

  public String renameIndex(String from, String to) {
    return "RENAME INDEX " + dialect.quote(from) + " TO " + dialect.quote(to);
  }

  /** Hide an index from the optimizer, or show it again. */
  public String showIndex(String index, boolean visible) {
    Flavor flavor = dialect.flavor();
    return "ALTER INDEX "
        + dialect.quote(index)
        + " "
        + (visible ? flavor.visibleIndexWord() : flavor.invisibleIndexWord());
  }

  public String comment(Optional<String> comment) {
    return "COMMENT=" + dialect.literal(comment.orElse(""));
  }

  /** The number that the next row gets. */
  public String autoIncrement(long next) {
    return "AUTO_INCREMENT=" + next;
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
    return head(table)
        + "ALGORITHM="
        + Algorithm.COPY
        + ", LOCK="
        + LockClause.SHARED
        + (partitions == null ? " REMOVE PARTITIONING" : " PARTITION BY " + partitions);
  }

  /** Another table name, in one statement of its own. */
  public String renameTable(QualifiedName from, QualifiedName to) {
    return "RENAME TABLE " + dialect.quote(from) + " TO " + dialect.quote(to);
  }
}
