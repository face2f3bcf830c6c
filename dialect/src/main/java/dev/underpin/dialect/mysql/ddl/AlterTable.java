package dev.underpin.dialect.mysql.ddl;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One {@code ALTER TABLE}; {@link MysqlAlter} makes its clauses.
 *
 * <p>It always says by which algorithm and under which lock it is meant to be done: where the
 * server cannot do it so, it refuses, and does not copy the table behind everybody's back.
 */
public record AlterTable(
    QualifiedName table, List<Clause> clauses, Algorithm algorithm, LockClause lock)
    implements SqlStatement {
  public AlterTable {
    clauses = List.copyOf(clauses);
  }

  /** How a server changes a table, the best first. */
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

  /** What decides whether a clause can be put together with others. */
  public enum Kind {
    ADD_COLUMN,
    DROP_COLUMN,
    MODIFY_COLUMN,
    ADD_KEY,
    ADD_UNIQUE_KEY,
    DROP_KEY,
    DROP_FOREIGN_KEY,
    DROP_CHECK,
    /** Not with its like: after a rename, say, other clauses would need the old name. */
    OTHER,
    /** A generated column or a full text index, of which the servers make one at a time. */
    ONE_AT_A_TIME
  }

  /** A clause, such as {@code DROP COLUMN `x`}. */
  public record Clause(Kind kind, String sql) {}

  @Override
  public String sql() {
    return "ALTER TABLE %s %s, ALGORITHM=%s, LOCK=%s"
        .formatted(Identifiers.quote(table), clauseSql(), algorithm, lock);
  }

  /** Any table can be copied while others read. */
  @Override
  public boolean dependsOnTraits() {
    return algorithm != Algorithm.COPY || lock != LockClause.SHARED;
  }

  /** The clauses, separated by commas. */
  public String clauseSql() {
    return clauses.stream().map(Clause::sql).collect(Collectors.joining(", "));
  }

  /** The same behind other clauses. */
  public AlterTable after(List<Clause> first) {
    List<Clause> all = Stream.concat(first.stream(), clauses.stream()).toList();
    return new AlterTable(table, all, algorithm, lock);
  }

  /** Both in one, where they do the same kind of thing to one table by the same method. */
  public Optional<AlterTable> and(AlterTable next) {
    Kind kind = clauses.get(0).kind();
    List<Clause> all = Stream.concat(clauses.stream(), next.clauses.stream()).toList();
    boolean together =
        table.equals(next.table)
            && algorithm == next.algorithm
            && lock == next.lock
            && kind == next.clauses.get(0).kind()
            && kind != Kind.OTHER
            && all.stream().noneMatch(c -> c.kind() == Kind.ONE_AT_A_TIME);
    return together ? Optional.of(new AlterTable(table, all, algorithm, lock)) : Optional.empty();
  }
}
