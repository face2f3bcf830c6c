package dev.underpin.schema.catalog;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a table beside its structure.
 *
 * @param rows how many rows, estimated where counting would cost; -1 where unknown
 * @param exact true where {@code rows} was counted
 * @param empty true where the table is known to hold no row (asked, not estimated)
 * @param bytes size on disk with its indexes; -1 where unknown
 * @param trashColumns columns of it that lie in the trash, hidden from the model
 * @param sql the statement that created it, where the engine keeps text; empty elsewhere
 * @param indexSql by index: the statement that created it, where the engine keeps text
 * @param triggers the names of its triggers in the order of their creation, where that order
 *     decides in which order they fire and no statement says so
 * @param otherNames names that constraints of it have taken and the model does not carry
 * @param instantChanges how many more times its columns can come or go before the engine has to
 *     rebuild it; -1 where there is no such limit, or it is not known
 * @param detached what a partition is once it is detached from the table that it is of
 */
public record TableFacts(
    long rows,
    boolean exact,
    boolean empty,
    long bytes,
    List<Column> trashColumns,
    String sql,
    Map<String, String> indexSql,
    List<String> triggers,
    Set<String> otherNames,
    int instantChanges,
    Optional<Table> detached) {
  /** Nothing is known. */
  public static final TableFacts UNKNOWN = of(-1, false, false, -1);

  public TableFacts {
    trashColumns = List.copyOf(trashColumns);
    indexSql = Map.copyOf(indexSql);
    triggers = List.copyOf(triggers);
    otherNames = Set.copyOf(otherNames);
  }

  /** How large a table is: nothing else is known. */
  public static TableFacts of(long rows, boolean exact, boolean empty, long bytes) {
    return new TableFacts(
        rows,
        exact,
        empty,
        bytes,
        List.of(),
        "",
        Map.of(),
        List.of(),
        Set.of(),
        -1,
        Optional.empty());
  }

  /** The same of a table that holds no row. */
  public TableFacts asEmpty() {
    return new TableFacts(
        0,
        true,
        true,
        bytes,
        trashColumns,
        sql,
        indexSql,
        triggers,
        otherNames,
        instantChanges,
        detached);
  }

  /** The same with other columns in the trash. */
  public TableFacts withTrashColumns(List<Column> columns) {
    return new TableFacts(
        rows,
        exact,
        empty,
        bytes,
        columns,
        sql,
        indexSql,
        triggers,
        otherNames,
        instantChanges,
        detached);
  }

  /** The same with other names that are taken. */
  public TableFacts withOtherNames(Set<String> names) {
    return new TableFacts(
        rows,
        exact,
        empty,
        bytes,
        trashColumns,
        sql,
        indexSql,
        triggers,
        names,
        instantChanges,
        detached);
  }

  /** The same with another number of instant changes left. */
  public TableFacts withInstantChanges(int left) {
    return new TableFacts(
        rows,
        exact,
        empty,
        bytes,
        trashColumns,
        sql,
        indexSql,
        triggers,
        otherNames,
        left,
        detached);
  }

  /** The same with what a partition is once it is detached. */
  public TableFacts withDetached(Optional<Table> table) {
    return new TableFacts(
        rows,
        exact,
        empty,
        bytes,
        trashColumns,
        sql,
        indexSql,
        triggers,
        otherNames,
        instantChanges,
        table);
  }
}
