package dev.underpin.runner.convergence;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes things out of schemas, with all that could not be without them. */
final class Surgery {
  private final Dialect dialect;

  Surgery(Dialect dialect) {
    this.dialect = dialect;
  }

  static Schema withoutTable(Schema schema, QualifiedName table) {
    return tidy(schema.withoutTable(table));
  }

  /** Without a column, and what mentions it. */
  Schema withoutColumn(Schema schema, QualifiedName name, String column) {
    Optional<Table> table = schema.table(name);
    if (table.isEmpty() || table.get().column(column).isEmpty()) return schema;
    Schema without = withoutMentions(schema, name, column);
    Table bare = without.table(name).orElseThrow();
    return tidy(
        without.put(
            bare.withColumns(
                bare.columns().stream().filter(c -> !c.name().equals(column)).toList())));
  }

  /** Without all that mentions a column: computed columns, checks, keys, indexes. */
  Schema withoutMentions(Schema schema, QualifiedName name, String column) {
    Schema result = withoutExpressions(schema, name, column);
    Table table = result.table(name).orElseThrow();
    Table bare =
        table
            .filterConstraints(c -> !columns(c).contains(column))
            .withIndexes(
                table.indexes().stream().filter(i -> !i.columns().contains(column)).toList());
    return tidy(result.put(bare));
  }

  /** Without the expressions that mention a column. */
  Schema withoutExpressions(Schema schema, QualifiedName name, String column) {
    Schema result = schema;
    Table table = schema.table(name).orElseThrow();
    for (Column other : table.columns()) {
      boolean mentions =
          other.generated().filter(g -> dialect.mentionsColumn(g.expression(), column)).isPresent();
      if (mentions && !other.name().equals(column))
        result = withoutColumn(result, name, other.name());
    }
    table = result.table(name).orElseThrow();
    Table bare =
        table
            .filterConstraints(
                c ->
                    !(c instanceof CheckConstraint check
                        && dialect.mentionsColumn(check.expression(), column)))
            .withIndexes(table.indexes().stream().filter(i -> !inExpression(i, column)).toList());
    return result.put(bare);
  }

  private boolean inExpression(Index index, String column) {
    return index.where().filter(w -> dialect.mentionsColumn(w, column)).isPresent()
        || index.keys().stream()
            .anyMatch(
                k -> k.expression().filter(e -> dialect.mentionsColumn(e, column)).isPresent());
  }

  Schema renameColumn(Schema schema, QualifiedName table, String from, String to) {
    return applied(schema, new RenameColumn(table, from, to));
  }

  Schema renameTable(Schema schema, QualifiedName from, QualifiedName to) {
    return applied(schema, new RenameTable(from, to));
  }

  private Schema applied(Schema schema, Change effect) {
    ModelState state = new ModelState(schema, dialect);
    state.apply(effect);
    // Nobody writes the names of the sequences behind columns.
    return state.schema().mapTables(t -> t.mapColumns(Surgery::withoutSequenceName));
  }

  private static Column withoutSequenceName(Column column) {
    return column.withIdentity(
        column
            .identity()
            .map(i -> new Identity(i.kind(), i.sequence().withName(Optional.empty()))));
  }

  static Schema mapTable(Schema schema, QualifiedName name, UnaryOperator<Table> operator) {
    return tidy(schema.put(operator.apply(schema.table(name).orElseThrow())));
  }

  static Table without(Table table, Constraint constraint) {
    List<Constraint> rest = new ArrayList<>(table.constraints());
    rest.remove(constraint);
    return table.withConstraints(rest);
  }

  static Table withColumn(Table table, Column column) {
    return table.mapColumns(c -> c.name().equals(column.name()) ? column : c);
  }

  /** Without the foreign keys that have lost what they stand on. */
  static Schema tidy(Schema schema) {
    return schema.mapTables(
        t -> t.filterConstraints(c -> !(c instanceof ForeignKey f) || stands(schema, t, f)));
  }

  private static boolean stands(Schema schema, Table child, ForeignKey key) {
    Optional<Table> parent = schema.table(key.references());
    if (parent.isEmpty() || !Parts.targets(parent.get()).contains(key.referencedColumns()))
      return false;
    for (int i = 0; i < key.columnList().size(); i++) {
      Optional<Column> own = child.column(key.columnList().get(i));
      Optional<Column> other = parent.get().column(key.referencedColumns().get(i));
      if (own.isEmpty() || other.isEmpty()) return false;
      if (!own.get().type().equals(other.get().type()) || own.get().generated().isPresent())
        return false;
      if (!own.get().collation().equals(other.get().collation())) return false;
    }
    return true;
  }

  private static List<String> columns(Constraint constraint) {
    List<String> columns = new ArrayList<>(constraint.columns());
    if (constraint instanceof UniqueConstraint u) columns.addAll(u.include());
    if (constraint instanceof PrimaryKey k) columns.addAll(k.include());
    return columns;
  }
}
