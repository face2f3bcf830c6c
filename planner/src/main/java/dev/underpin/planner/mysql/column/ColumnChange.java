package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.planner.mysql.kit.ColumnChecks;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.mysql.kit.TypeConversion.Loss;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A column before and after, each as a part of its table: what changes, what that is for the
 * server, and what it does to the values.
 */
record ColumnChange(MysqlContext context, Table oldTable, Column from, Table newTable, Column to) {
  /** The change that undoes it. */
  ColumnChange reversed() {
    return new ColumnChange(context, newTable, to, oldTable, from);
  }

  private QualifiedName table() {
    return newTable.name();
  }

  Optional<CheckConstraint> oldCheck() {
    return ColumnChecks.of(oldTable, from);
  }

  Optional<CheckConstraint> newCheck() {
    return ColumnChecks.of(newTable, to);
  }

  // --- what changes

  boolean isRetyped() {
    return !from.type().equals(to.type()) || isRecollated();
  }

  boolean isRecollated() {
    return TypeName.parse(to.type()).filter(TypeName::isText).isPresent()
        && !context.collation(oldTable, from).equals(context.collation(newTable, to));
  }

  private boolean isMovedToOtherSrid() {
    return !Optional.ofNullable(from.options().get(ColumnOptions.SRID))
        .equals(Optional.ofNullable(to.options().get(ColumnOptions.SRID)));
  }

  /** What depends on a column does not notice another default, comment or place in SELECT *. */
  boolean isNoticedByDependents() {
    return isRetyped()
        || from.nullable() != to.nullable()
        || !from.generated().equals(to.generated())
        || !oldCheck().equals(newCheck())
        || isMovedToOtherSrid();
  }

  /** True where the old application's writes could be rejected. */
  boolean rejectsWrites() {
    boolean losesDefault =
        from.defaultValue().isPresent() && to.defaultValue().isEmpty() && !to.nullable();
    return from.nullable() && !to.nullable() || losesDefault || !newCheck().equals(oldCheck());
  }

  // --- what it is for the server

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>(List.of(Operation.CHANGE_COLUMN_ATTRIBUTES));
    if (isMovedToOtherSrid() || ColumnChecks.isJson(oldCheck()) != ColumnChecks.isJson(newCheck()))
      operations.add(Operation.CHANGE_TYPE);
    if (!from.generated().equals(to.generated()))
      operations.add(
          isVirtual(from) && isVirtual(to)
              ? Operation.CHANGE_VIRTUAL_EXPRESSION
              : Operation.CHANGE_TYPE);
    if (isRetyped())
      operations.add(
          from.generated().isPresent()
              ? Operation.CHANGE_TYPE
              : conversion().map(TypeConversion::operation).orElse(Operation.CHANGE_TYPE));
    boolean isLong = TypeName.parse(to.type()).filter(TypeName::isLong).isPresent();
    if (isLong && isRecollated() && from.nullable() != to.nullable())
      operations.add(Operation.CHANGE_LONG_COLLATION_AND_NULL);
    if (from.nullable() && !to.nullable()) operations.add(TypeConversion.settingNotNull(to.type()));
    if (!from.nullable() && to.nullable())
      operations.add(ordersRows() ? Operation.DROP_PRIMARY_KEY : Operation.DROP_NOT_NULL);
    if (newCheck().isPresent()) operations.add(Operation.ADD_COLUMN_CHECK);
    else if (oldCheck().isPresent()) operations.add(Operation.DROP_COLUMN_CHECK);
    return operations;
  }

  private static boolean isVirtual(Column column) {
    return column.generated().filter(g -> !g.stored()).isPresent();
  }

  private Optional<TypeConversion> conversion() {
    Optional<TypeConversion.Side> one = context.typeSide(oldTable, from);
    Optional<TypeConversion.Side> two = context.typeSide(newTable, to);
    if (one.isEmpty() || two.isEmpty()) return Optional.empty();
    Optional<TypeConversion> json = TypeConversion.ofCheckedText(context, one.get(), two.get());
    if (json.isPresent()) return json;
    // What the rows are ordered by cannot get another order in place.
    if (ordersRows() && from.type().equals(to.type())) return Optional.empty();
    return Optional.of(
        TypeConversion.of(context.dialect().flavor(), one.get(), two.get(), isInKey()));
  }

  private boolean ordersRows() {
    return context.sides(table()).stream()
        .flatMap(t -> t.constraints().stream())
        .filter(c -> c.columns().contains(to.name()))
        .anyMatch(c -> c instanceof PrimaryKey || context.isClustered(table(), c));
  }

  private boolean isInKey() {
    return context.sides(table()).stream()
        .anyMatch(
            t ->
                t.constraints().stream().anyMatch(c -> c.columns().contains(to.name()))
                    || t.indexes().stream()
                        .anyMatch(i -> context.mentioned(table(), i).contains(to.name())));
  }

  // --- what it does to values

  Loss loss() {
    if (from.generated().isPresent() || !isRetyped()) return Loss.NONE;
    return conversion()
        .map(TypeConversion::loss)
        .orElse(from.type().equals(to.type()) ? Loss.NONE : Loss.VALUES);
  }

  /** A condition for the values that do not fit, where one can be given. */
  Optional<String> misfit(String column) {
    if (from.generated().isPresent() || !isRetyped()) return Optional.empty();
    return conversion()
        .filter(c -> c.loss() != Loss.NONE)
        .flatMap(TypeConversion::misfit)
        .map(m -> m.of(context.quote(column)));
  }

  /**
   * True where a copy that does not stop at a value that does not fit, as the tool's does not at
   * texts, or that keeps one of two rows with the same key, cannot lead to that: every value stays,
   * or is a number, at which it stops.
   */
  boolean isHarmless() {
    if (from.generated().isPresent() || to.generated().isPresent() || isRecollated()) return false;
    Optional<TypeName> one = TypeName.parse(from.type());
    Optional<TypeName> two = TypeName.parse(to.type());
    if (one.isEmpty() || two.isEmpty()) return false;
    // A moment becomes the time of day of the session that writes the row: the tool's, or
    // anybody's.
    boolean sameBase = one.get().base().equals(two.get().base());
    if (!sameBase && (one.get().base().equals("timestamp") || two.get().base().equals("timestamp")))
      return false;
    boolean numbers = one.get().isInteger() && two.get().isInteger();
    return loss() == Loss.NONE || numbers && loss() == Loss.NARROWING;
  }
}
