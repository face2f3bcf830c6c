package dev.underpin.planner.recipe;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.step.Batch;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the recipes of the database servers share: rows that are read and written in batches. */
public abstract class ServerContext extends PlanningContext {
  protected ServerContext(PlanningInput input, List<Change> changes) {
    super(input, changes);
  }

  // --- how the server says it

  /** A value as one of the column's type, where the server does not take it for that by itself. */
  public abstract SqlText valueFor(Column column, SqlText expression);

  /** True where a column is among these, or one of them is computed from it. */
  public final boolean isAmong(Set<String> columns, Table table, String column) {
    return columns.contains(column)
        || table.columns().stream()
            .filter(other -> columns.contains(other.name()))
            .flatMap(other -> other.generated().stream())
            .anyMatch(g -> mentioned(table.name(), g.expression()).contains(column));
  }

  /** A value as an assignment to the column takes it. */
  public SqlText assigned(Column column, SqlText expression) {
    return valueFor(column, expression);
  }

  /** The condition of values that are too long for the column; absent where it has no length. */
  public Optional<SqlText> misfit(Column column, SqlText expression) {
    return Optional.empty();
  }

  /** False where a value needs what is not there before the plan has run. */
  public boolean canCompute(Column column, SqlText expression) {
    return true;
  }

  /** An aggregate that is true where the condition holds for one row of a group. */
  public abstract SqlText any(SqlText condition);

  /** Some values of a row as one value that a person can read. */
  public abstract SqlText shown(List<SqlText> values);

  /** What tells a row of a table that has no primary key. */
  protected abstract SqlText rowWithoutKey();

  /**
   * A condition that computes expressions and never holds; absent where a SELECT of the server does
   * not fail where the build of an index would.
   */
  public abstract Optional<SqlText> computes(List<SqlText> expressions);

  /** A condition that computes the value of a backfill and never holds. */
  public Optional<SqlText> fails(SqlText value) {
    return computes(List.of(value));
  }

  /** True where the server can enforce a constraint for new rows only. */
  public abstract boolean hasNotValid();

  /** The rows of tables as the plan will leave them. */
  public abstract ProjectedRows projected();

  // --- rows

  /** How a row of the live table is told from others. */
  public final SqlText sample(QualifiedName table) {
    List<SqlText> key =
        key(table)
            .map(k -> k.columns().stream().map(c -> fragment("{}", c)).toList())
            .orElse(List.of());
    return key.isEmpty() ? rowWithoutKey() : shown(key);
  }

  /** True where a row of the live table has a primary key to tell it by. */
  final boolean hasKey(QualifiedName table) {
    return key(table).isPresent();
  }

  private Optional<PrimaryKey> key(QualifiedName table) {
    return catalog().schema().table(live(table)).flatMap(Table::primaryKey);
  }

  /** A SELECT of the keys of the rows of the live table for which a condition holds. */
  public final String rows(QualifiedName table, String condition) {
    return sql("SELECT {} FROM {} WHERE {}", sample(table), live(table), SqlText.of(condition));
  }

  /** How a backfill walks the table, by the key that it has all the way through the plan. */
  public final Batch batch(QualifiedName table) {
    List<String> key =
        renamed()
            .table(table)
            .flatMap(Table::primaryKey)
            .filter(k -> k.keys().stream().allMatch(IndexKey::isPlainColumn))
            .map(k -> List.copyOf(k.columns()))
            .orElse(List.of());
    boolean stays =
        key.stream().allMatch(c -> live(table, c).equals(c)) && live(table).equals(table);
    return new Batch(table, stays ? key : List.of(), options().batchSize());
  }

  // --- dependencies

  /** What must be there before something that mentions these columns can be made. */
  public List<StepKey> needsOf(QualifiedName table, Collection<String> columns) {
    List<StepKey> keys = new ArrayList<>(List.of(StepKey.table(table)));
    for (String column : columns) {
      keys.add(StepKey.column(table, column));
      keys.add(StepKey.after(table, column));
      keys.add(StepKey.filled(table, column));
    }
    return keys;
  }

  /** What may only go, or change, once something that mentions these columns has gone. */
  public List<StepKey> releasesOf(QualifiedName table, Collection<String> columns) {
    List<StepKey> keys = new ArrayList<>(List.of(StepKey.table(table)));
    for (String column : columns) {
      keys.add(StepKey.column(table, column));
      keys.add(StepKey.before(table, column));
    }
    return keys;
  }

  /** What must be there, and filled, before a column is: all that its backfill reads. */
  public final List<StepKey> readByBackfill(QualifiedName table, String column) {
    List<StepKey> keys = new ArrayList<>();
    for (ColumnRef read : backfillReads().of(table, column))
      keys.addAll(needsOf(read.table(), List.of(read.column())));
    return keys;
  }

  /** The renames that must have happened before a statement can use the new names. */
  public final List<StepKey> renamesOf(QualifiedName table, Collection<String> columns) {
    List<StepKey> keys = new ArrayList<>();
    if (!live(table).equals(table)) keys.add(StepKey.table(table));
    for (String column : columns) {
      if (!live(table, column).equals(column)) keys.add(StepKey.column(table, column));
    }
    return keys;
  }
}
