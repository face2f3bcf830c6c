package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.dialect.mysql.traits.KeyLength;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Refuses keys that InnoDB does not take. */
public final class KeyLimits {
  private KeyLimits() {}

  /** Refuse keys that are too long, in tables that the plan changes. */
  public static void refuse(MysqlContext context, StepSink sink, List<Change> changes) {
    Set<QualifiedName> changed = new TreeSet<>();
    for (Change change : changes)
      if (change instanceof Change.TableChange c) changed.add(c.table());
    for (QualifiedName name : changed) {
      context.target().table(name).ifPresent(t -> refuse(context, sink, t));
    }
  }

  private static void refuse(MysqlContext context, StepSink sink, Table table) {
    if (table.options().containsKey(TableOptions.ENGINE)) return;
    Function<Column, Integer> width =
        column -> TypeConversion.width(context.collation(table, column));
    for (Index index : table.indexes()) {
      if (!index.method().isEmpty()) continue;
      KeyLength.tooLong(table, index.keys(), width)
          .ifPresent(c -> sink.refuse(Refusals.keyTooLong(table.name(), index.name(), c.name())));
    }
    for (Constraint constraint : table.constraints()) {
      boolean hashed =
          context.dialect().flavor().isMariaDb() && !(constraint instanceof PrimaryKey);
      if (hashed) continue;
      KeyLength.tooLong(table, constraint.keys(), width)
          .ifPresent(
              c ->
                  sink.refuse(
                      Refusals.keyTooLong(
                          table.name(), constraint.name().orElse("PRIMARY"), c.name())));
    }
  }
}
