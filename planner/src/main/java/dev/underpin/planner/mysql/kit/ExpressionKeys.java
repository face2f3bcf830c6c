package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.dialect.mysql.traits.TableTrait;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.stream.Stream;

/**
 * Keys on expressions. MySQL keeps a hidden virtual column for each of their parts, behind all
 * other columns and in the order of their names, and takes one in or out without a copy only where
 * the others stay in their places and nothing else happens.
 */
public final class ExpressionKeys {
  private ExpressionKeys() {}

  public static boolean isOne(Index index) {
    return TableTrait.isOnExpression(index.keys());
  }

  public static boolean isOne(Constraint constraint) {
    return TableTrait.isOnExpression(constraint.keys());
  }

  /** What adding such an index is. */
  public static Operation adding(MysqlContext context, QualifiedName table, Index index) {
    boolean before =
        others(context, table, index.name())
            .anyMatch(o -> place(o).compareTo(place(index.name())) > 0);
    return before ? Operation.ADD_EXPRESSION_KEY_BEFORE : Operation.ADD_EXPRESSION_KEY;
  }

  /** What dropping a virtual column is, for these hidden ones and for others behind it. */
  public static Operation droppingVirtual(
      MysqlContext context, QualifiedName table, String column) {
    boolean last =
        others(context, table, "").findAny().isEmpty()
            && context.sides(table).stream()
                .flatMap(t -> t.columns().stream())
                .filter(c -> c.generated().filter(g -> !g.stored()).isPresent())
                .allMatch(c -> c.name().equals(column));
    return last ? Operation.DROP_VIRTUAL_COLUMN : Operation.DROP_VIRTUAL_COLUMN_BEFORE;
  }

  private static Stream<String> others(MysqlContext context, QualifiedName table, String name) {
    return context.sides(table).stream()
        .flatMap(ExpressionKeys::names)
        .filter(o -> !o.equals(name));
  }

  private static Stream<String> names(Table table) {
    return Stream.concat(
        table.indexes().stream().filter(ExpressionKeys::isOne).map(Index::name),
        table.constraintsOf(UniqueConstraint.class).stream()
            .filter(ExpressionKeys::isOne)
            .flatMap(c -> c.name().stream()));
  }

  /** The hidden columns are named after their key, with this mark behind its name. */
  private static String place(String name) {
    return Identifiers.lower(name) + "!";
  }

  /** True where a step makes or drops one, so that it has to be a statement of its own. */
  public static boolean concerns(Change effect) {
    if (effect instanceof AddIndex c) return isOne(c.index());
    if (effect instanceof DropIndex c) return isOne(c.index());
    if (effect instanceof AlterIndex c) return isOne(c.before()) || isOne(c.after());
    if (effect instanceof AddConstraint c) return isOne(c.constraint());
    if (effect instanceof DropConstraint c) return isOne(c.constraint());
    return effect instanceof AlterConstraint c && (isOne(c.before()) || isOne(c.after()));
  }
}
