package dev.underpin.planner.mysql.kit;

import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;

/** Keys that stay, and whose rows may be the same for another collation. */
public final class UniqueKeys {
  private UniqueKeys() {}

  /** Whether rows share the values of keys with this column, as the plan will compare them. */
  public static List<DataCheck> of(MysqlContext context, Table before, Table after, String column) {
    DataChecks checks = new DataChecks(context);
    return after.constraints().stream()
        .filter(c -> c instanceof UniqueConstraint || c instanceof PrimaryKey)
        .filter(c -> c.columns().contains(column) && before.constraints().contains(c))
        .flatMap((Constraint c) -> checks.of(after.name(), c).stream())
        .toList();
  }
}
