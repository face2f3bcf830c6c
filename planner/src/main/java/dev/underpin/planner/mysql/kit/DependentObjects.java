package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.ddl.AlterTable.Kind;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.dialect.mysql.traits.TableTrait;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What depends on a column and cannot exist during one statement, though it does before and after:
 * clauses that drop it, and clauses that add it again.
 */
public final class DependentObjects {
  private final TableSteps steps;
  private final List<Clause> drops = new ArrayList<>();
  private final List<Clause> adds = new ArrayList<>();

  /** Those that drop a unique key on an expression, which costs a copy. */
  private final Set<Clause> uniqueDrops = new HashSet<>();

  private AlterMethod method = AlterMethod.INSTANT;
  private boolean separate;

  /** True where the key that orders the rows goes, for which the server copies the table. */
  private boolean dropsOrder;

  private DependentObjects(TableSteps steps) {
    this.steps = steps;
  }

  /** The method by which these clauses can be done. */
  public AlterMethod method() {
    return method;
  }

  /** The statement that drops all of it, where there is any. */
  public Optional<SqlStatement> drop() {
    if (drops.isEmpty()) return Optional.empty();
    AlterMethod alone = dropsOrder ? method.and(steps.method(Operation.DROP_PRIMARY_KEY)) : method;
    return Optional.of(steps.alter(alone, drops));
  }

  /** The statement that adds all of it again, where there is any. */
  public Optional<SqlStatement> add() {
    return adds.isEmpty() ? Optional.empty() : Optional.of(steps.alter(method, adds));
  }

  /** These clauses between those that drop it and those that add it again. */
  public List<Clause> around(Clause... clauses) {
    List<Clause> all = new ArrayList<>(drops);
    all.addAll(List.of(clauses));
    all.addAll(adds);
    return all;
  }

  /**
   * The statements that do something without all of this: one, where the server accepts that.
   *
   * @param operation what the clause does
   */
  public List<SqlStatement> around(Operation operation, Clause clause) {
    if (!separate || drops.isEmpty())
      return List.of(steps.alter(steps.method(operation).and(method), around(clause)));
    if (drops.stream().allMatch(c -> c.kind() == Kind.DROP_KEY)) return oneByOne(operation, clause);
    boolean onlyChecks = drops.stream().allMatch(c -> c.kind() == Kind.DROP_CHECK);
    AlterMethod unchecked = steps.context.methodWithoutChecks(operation, steps.table);
    return List.of(
        steps.alter(onlyChecks ? AlterMethod.INSTANT : AlterMethod.COPY, drops),
        steps.alter(unchecked, clause),
        steps.alter(method, adds));
  }

  /** Each key on an expression has a hidden column, and these come and go one at a time. */
  private List<SqlStatement> oneByOne(Operation operation, Clause clause) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Clause drop : drops) {
      boolean unique = uniqueDrops.contains(drop);
      statements.add(
          steps.alter(unique ? Operation.DROP_UNIQUE_EXPRESSION_KEY : Operation.DROP_KEY, drop));
    }
    statements.add(steps.alter(operation, clause));
    adds.forEach(a -> statements.add(steps.alter(method, a)));
    return statements;
  }

  /**
   * What keeps a column from another name: MySQL does not rewrite expressions. A column at an end
   * of a foreign key gets no other name in a copy of its table, so that whatever would make the
   * server copy it is dropped as well, and in statements of its own.
   *
   * @param before the table as it is
   * @param after the table under the new name of the column, its parts in the same order
   */
  public static DependentObjects ofRename(
      TableSteps steps, Table before, Table after, String column, boolean inForeignKey) {
    DependentObjects dependents = new DependentObjects(steps);
    if (steps.context.dialect().flavor().renamesInExpressions()) return dependents;
    dependents.separate = inForeignKey;
    for (int i = 0; i < before.constraints().size(); i++) {
      if (before.constraints().get(i) instanceof CheckConstraint check
          && !MysqlDdl.isOfColumn(check)
          && (dependents.mentions(check.expression(), column)
              || inForeignKey && TableTrait.isRechecked(before, check)))
        dependents.recreate(check, after.constraints().get(i), Operation.ADD_CHECK);
      if (before.constraints().get(i) instanceof UniqueConstraint unique
          && dependents.mentions(unique.keys(), column)) {
        dependents.separate = true;
        dependents.recreate(
            unique, after.constraints().get(i), Operation.ADD_UNIQUE_EXPRESSION_KEY);
      }
    }
    for (int i = 0; i < before.indexes().size(); i++) {
      Index index = before.indexes().get(i);
      boolean mentions = dependents.mentions(index.keys(), column);
      dependents.separate |= mentions;
      if (mentions)
        dependents.recreate(index, after.indexes().get(i), Operation.ADD_EXPRESSION_KEY);
    }
    for (int i = 0; i < before.columns().size(); i++) {
      Column generated = before.columns().get(i);
      if (generated
          .generated()
          .filter(g -> dependents.mentions(g.expression(), column))
          .isPresent()) dependents.recreate(before, after, generated, after.columns().get(i));
    }
    return dependents;
  }

  private boolean mentions(List<IndexKey> keys, String column) {
    return keys.stream().flatMap(k -> k.expression().stream()).anyMatch(e -> mentions(e, column));
  }

  private boolean mentions(SqlText expression, String column) {
    return steps.context.dialect().mentionsColumn(expression, column);
  }

  /** All keys and checks of the table on one column that the plan leaves as they are. */
  public static DependentObjects onRecreatedColumn(TableSteps steps, String column) {
    DependentObjects dependents = new DependentObjects(steps);
    dependents.onColumn(steps.oldTable(), column, steps.newTable());
    return dependents;
  }

  private void onColumn(Table before, String column, Table after) {
    List<Constraint> constraints = new ArrayList<>(before.constraints());
    Collections.reverse(constraints);
    for (Constraint constraint : constraints) {
      boolean depends =
          after.constraints().contains(constraint)
              && !(constraint instanceof ForeignKey)
              && !MysqlDdl.isOfColumn(constraint)
              && steps.context.mentioned(before.name(), constraint).contains(column);
      if (depends) recreate(constraint, constraint, adding(constraint));
    }
    for (Index index : before.indexes()) {
      boolean depends =
          after.indexes().contains(index)
              && steps.context.mentioned(before.name(), index).contains(column);
      if (depends) recreate(index, index, Operation.ADD_KEY);
    }
  }

  private static Operation adding(Constraint constraint) {
    return constraint.match(
        key -> Operation.REPLACE_PRIMARY_KEY,
        unique -> Operation.ADD_KEY,
        foreign -> Operation.ADD_FOREIGN_KEY,
        check -> Operation.ADD_CHECK,
        exclusion -> Operation.ADD_KEY);
  }

  private void recreate(Constraint before, Constraint after, Operation adding) {
    Clause drop = steps.clauses.dropConstraint(before);
    if (adding == Operation.ADD_UNIQUE_EXPRESSION_KEY) uniqueDrops.add(drop);
    drops.add(drop);
    dropsOrder |= before instanceof PrimaryKey || steps.context.isClustered(steps.table, before);
    adds.add(steps.clauses.addConstraint(after));
    method = method.and(steps.method(adding));
  }

  private void recreate(Index before, Index after, Operation adding) {
    drops.add(steps.clauses.dropIndex(before.name()));
    adds.add(steps.clauses.addIndex(after));
    method = method.and(steps.method(adding));
  }

  private void recreate(Table before, Table after, Column old, Column renamed) {
    onColumn(before, old.name(), after);
    drops.add(steps.clauses.dropColumn(old.name()));
    adds.add(0, steps.clauses.addColumn(after, renamed));
    method = method.and(AlterMethod.COPY);
  }
}
