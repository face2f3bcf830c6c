package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.ddl.AlterTable.Kind;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What depends on a column and has to be out of the way for one statement, though it is there
 * before and after: clauses of that statement that take it down, and that put it back.
 */
public final class DependentObjects {
  private final MysqlContext context;
  private final List<Clause> down = new ArrayList<>();
  private final List<Clause> up = new ArrayList<>();
  private AlterMethod way = AlterMethod.INSTANT;
  private boolean apart;

  DependentObjects(MysqlContext context) {
    this.context = context;
  }

  /** The clauses that take it down. */
  public List<Clause> down() {
    return List.copyOf(down);
  }

  /** The clauses that put it back. */
  public List<Clause> up() {
    return List.copyOf(up);
  }

  /** The statement that takes it down, where there is something to take down. */
  public Optional<SqlStatement> down(QualifiedName table) {
    return isEmpty() ? Optional.empty() : Optional.of(context.alter(table, way, down));
  }

  /** The statement that puts it back, where there is something to put back. */
  public Optional<SqlStatement> up(QualifiedName table) {
    return isEmpty() ? Optional.empty() : Optional.of(context.alter(table, way, up));
  }

  /** The way in which these clauses can be done. */
  public AlterMethod way() {
    return way;
  }

  public boolean isEmpty() {
    return down.isEmpty();
  }

  /**
   * The statements that do something with all of this out of the way: one, where the server accepts
   * that.
   *
   * @param doing what the clause does
   */
  public List<SqlStatement> around(QualifiedName table, Clause clause, Operation doing) {
    if (apart && !isEmpty()) {
      boolean onlyChecks = down.stream().allMatch(c -> c.kind() == Kind.DROP_CHECK);
      return List.of(
          context.alter(table, onlyChecks ? AlterMethod.INSTANT : AlterMethod.COPY, down),
          context.alter(table, context.wayWithoutChecks(doing, table), clause),
          context.alter(table, way, up));
    }
    List<Clause> clauses = new ArrayList<>(down);
    clauses.add(clause);
    clauses.addAll(up);
    return List.of(context.alter(table, context.way(doing, table).and(way), clauses));
  }

  /**
   * What keeps a column from another name: MySQL does not rewrite expressions. A column at an end
   * of a foreign key gets no other name in a copy of its table, so that whatever would make the
   * server copy it is in the way as well, and in statements of its own.
   *
   * @param before the table as it is
   * @param after the table under the new name of the column, its parts in the same order
   */
  public static DependentObjects ofRename(
      MysqlContext context, Table before, Table after, String column, boolean inForeignKey) {
    DependentObjects standing = new DependentObjects(context);
    if (context.dialect().flavor().renamesInExpressions()) return standing;
    standing.apart = inForeignKey;
    for (int i = 0; i < before.constraints().size(); i++) {
      if (before.constraints().get(i) instanceof CheckConstraint check
          && !MysqlDdl.isOfColumn(check)
          && (context.dialect().mentionsColumn(check.expression(), column)
              || inForeignKey && TableTraits.checksAnew(before, check, context.dialect()))) {
        standing.down.add(context.alter().dropConstraint(check));
        standing.up.add(context.alter().addConstraint(after.constraints().get(i)));
        standing.needs(Operation.ADD_CHECK, before);
      }
    }
    for (int i = 0; i < before.indexes().size(); i++) {
      Index index = before.indexes().get(i);
      if (index.keys().stream()
          .noneMatch(
              k ->
                  k.expression()
                      .filter(e -> context.dialect().mentionsColumn(e, column))
                      .isPresent())) continue;
      standing.down.add(context.alter().dropIndex(index.name()));
      standing.up.add(context.alter().addIndex(after.indexes().get(i)));
      standing.needs(Operation.ADD_EXPRESSION_KEY, before);
    }
    for (int i = 0; i < before.columns().size(); i++) {
      Column computed = before.columns().get(i);
      if (computed
          .generated()
          .filter(g -> context.dialect().mentionsColumn(g.expression(), column))
          .isEmpty()) continue;
      standing.remade(before, after, i);
    }
    return standing;
  }

  private void remade(Table before, Table after, int at) {
    Column column = before.columns().get(at);
    onColumn(before, column.name(), Optional.of(after));
    down.add(context.alter().dropColumn(column.name()));
    up.add(0, context.alter().addColumn(after, after.columns().get(at)));
    way = way.and(AlterMethod.COPY);
  }

  /**
   * All keys and checks of a table on one column that the plan leaves as they are.
   *
   * @param before the table as it is
   * @param after the table in the end
   */
  public static DependentObjects onRemadeColumn(
      MysqlContext context, Table before, Table after, String column) {
    DependentObjects standing = new DependentObjects(context);
    standing.onColumn(before, column, Optional.of(after));
    return standing;
  }

  private void onColumn(Table before, String column, Optional<Table> after) {
    List<Constraint> constraints = new ArrayList<>(before.constraints());
    Collections.reverse(constraints);
    for (Constraint constraint : constraints) {
      boolean stays = after.filter(t -> t.constraints().contains(constraint)).isPresent();
      boolean stands =
          !(constraint instanceof ForeignKey)
              && !MysqlDdl.isOfColumn(constraint)
              && context.mentioned(before.name(), constraint).contains(column);
      if (!stays || !stands) continue;
      down.add(context.alter().dropConstraint(constraint));
      up.add(context.alter().addConstraint(constraint));
      Operation back =
          constraint.match(
              key -> Operation.REPLACE_PRIMARY_KEY,
              unique -> Operation.ADD_KEY,
              foreign -> Operation.ADD_FOREIGN_KEY,
              check -> Operation.ADD_CHECK,
              exclusion -> Operation.ADD_KEY);
      needs(back, before);
    }
    for (Index index : before.indexes()) {
      boolean stays = after.filter(t -> t.indexes().contains(index)).isPresent();
      if (!stays || !context.mentioned(before.name(), index).contains(column)) continue;
      down.add(context.alter().dropIndex(index.name()));
      up.add(context.alter().addIndex(index));
      needs(Operation.ADD_KEY, before);
    }
  }

  private void needs(Operation operation, Table table) {
    way = way.and(context.way(operation, table.name()));
  }
}
