package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.postgresql.kit.TypeConversion.Kind;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.Optional;

/**
 * What was written since a change of type has to fit the old type.
 *
 * @param before the column with its old type
 * @param after the column with its new type
 */
public record RollbackFit(
    PostgresContext context, QualifiedName table, Column before, Column after) {
  /**
   * The check; none where each value fits.
   *
   * @param unwritten the condition of rows that get their kept value, and are not asked about
   */
  public Optional<DataCheck> check(Optional<SqlText> unwritten) {
    TypeConversion back = TypeConversion.of(after.type(), before.type());
    if (back.kind() == Kind.CATALOG || back.kind() == Kind.LOSSLESS) return Optional.empty();
    String name = before.name();
    SqlText misfit =
        back.misfit()
            .map(m -> SqlText.of(m.replace("%s", context.quote(name))))
            .orElseGet(
                () ->
                    neverTrue(
                        context,
                        SqlText.of(
                            TypeConversion.cast(
                                context.quote(name), after.type(), before.type()))));
    return Optional.of(
        context.rollbackCheck(
            "back:" + table + "." + name,
            table,
            CheckTexts.misfits(name, before.type()),
            unwritten
                .map(u -> context.fragment("CASE WHEN {} THEN false ELSE {} END", u, misfit))
                .orElse(misfit),
            CheckTexts.CHANGE_THEN_ROLL_BACK));
  }

  /** The server fails to compute it where a value does not fit. */
  public static SqlText neverTrue(PostgresContext context, SqlText expression) {
    return context.fragment("({})::text = 'no value is this one, it is only cast'", expression);
  }
}
