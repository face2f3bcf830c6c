package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which values the columns of a table's new definition would refuse. A row is asked as it will be,
 * with the values that the move gives it.
 */
final class ValueChecks {
  private final TableMove move;
  private final MovedRows rows;
  private final List<DataCheck> checks = new ArrayList<>();

  ValueChecks(TableMove move) {
    this.move = move;
    this.rows = move.rows();
  }

  List<DataCheck> all() {
    for (Column column : move.to().stored()) nulls(column);
    for (Column column : move.to().table().columns()) computedNulls(column);
    for (Column column : move.to().stored()) type(column);
    move.to().rowidAlias().ifPresent(this::number);
    return checks;
  }

  private void nulls(Column column) {
    String name = column.name();
    boolean filled = isBackfilled(name) && move.from().table().column(name).isEmpty();
    if (column.nullable() && !filled || move.to().rowidAlias().filter(name::equals).isPresent())
      return;
    if (!move.values().containsKey(name)) {
      // Where rows are known to exist, the plan is refused for it already.
      if (DefaultValues.hasValue(column) || !move.context().options().planForUnknownRows()) return;
      addNulls(column, CheckTexts.valueMissing(name), rows.all());
      return;
    }
    boolean held = move.from().table().column(name).filter(c -> !c.nullable()).isPresent();
    if (held && rows.isPlain(name)) return;
    SqlText condition = Expressions.over(rows.name(name), "$ IS NULL");
    addNulls(column, nullsIn(name), rows.where(Set.of(name), condition));
  }

  /** The value is asked of the expression, since the column may not be there yet. */
  private void computedNulls(Column column) {
    if (column.nullable() || column.generated().isEmpty()) return;
    SqlText expression = column.generated().get().expression();
    Set<String> sources = new LinkedHashSet<>();
    for (Column other : move.to().table().columns())
      if (move.context().dialect().mentionsColumn(expression, other.name()))
        sources.add(other.name());
    boolean asBefore =
        move.from().table().column(column.name()).filter(column::equals).isPresent()
            && sources.stream().noneMatch(rows::moves);
    if (asBefore || sources.stream().anyMatch(rows::isUnknown)) return;
    checks.add(
        move.check(
            move.to().name(),
            "null:" + column.name(),
            CheckTexts.futureNulls(column.name()),
            rows.whereStored(sources, TEMPLATE.fragment("({}) IS NULL", expression)),
            move.forward()
                ? CheckTexts.changeRowsOr("the expression of the column")
                : CheckTexts.VALUE_THEN_ROLL_BACK));
  }

  private void addNulls(Column column, Finding finding, SqlText query) {
    String remedy =
        isBackfilled(column.name())
            ? CheckTexts.completeBackfill(column.name())
            : CheckTexts.addBackfill(place(column.name()));
    if (!move.forward()) remedy = CheckTexts.VALUE_THEN_ROLL_BACK;
    checks.add(move.check(move.to().name(), "null:" + column.name(), finding, query, remedy));
  }

  private Finding nullsIn(String column) {
    if (rows.isPlain(column)) {
      return move.forward() ? CheckTexts.nulls(column) : CheckTexts.nullsForOldSchema(column);
    }
    return isBackfilled(column)
        ? CheckTexts.nullsAfterBackfill(column)
        : CheckTexts.futureNulls(column);
  }

  private boolean isBackfilled(String column) {
    return move.forward() && move.context().backfill(move.to().name(), column).isPresent();
  }

  private String place(String column) {
    return ObjectRef.table(move.to().name()).column(column).key();
  }

  /** A STRICT table refuses what does not become its type. */
  private void type(Column column) {
    String name = column.name();
    if (!move.to().isStrict() || !move.values().containsKey(name)) return;
    boolean same =
        move.from().isStrict()
            && rows.isPlain(name)
            && move.from()
                .table()
                .column(name)
                .filter(c -> c.type().equalsIgnoreCase(column.type()))
                .isPresent();
    Optional<SqlText> misfit = misfit(name, column.type());
    if (same || misfit.isEmpty()) return;
    addMisfits("type:", name, CheckTexts.misfits(name, column.type()), misfit.get());
  }

  /**
   * A column that becomes the rowid takes whole numbers only, and makes one up where there is none.
   */
  private void number(String name) {
    boolean already = move.from().rowidAlias().filter(name::equals).isPresent();
    boolean kept = move.from().table().column(name).isPresent();
    if (already || !kept || !move.values().containsKey(name)) return;
    SqlText misfit =
        Expressions.joined(
            List.of(
                Expressions.over(rows.name(name), "$ IS NULL"),
                misfit(name, "INTEGER").orElseThrow()),
            " OR ");
    addMisfits("rowid:", name, CheckTexts.noWholeNumber(name), misfit);
  }

  private void addMisfits(String kind, String column, Finding finding, SqlText misfit) {
    checks.add(
        move.check(
            kind + column,
            finding,
            rows.where(Set.of(column), misfit),
            CheckTexts.addConversion(place(column))));
  }

  private Optional<SqlText> misfit(String column, String type) {
    String condition =
        switch (type.toUpperCase(Locale.ROOT)) {
          case "INT", "INTEGER" ->
              "$ IS NOT NULL AND (typeof($) = 'blob' OR $ <> CAST($ AS INTEGER))";
          case "REAL" -> "typeof($) = 'blob' OR typeof($) = 'text' AND $ <> CAST($ AS NUMERIC)";
          case "TEXT" -> "typeof($) = 'blob'";
          case "BLOB" -> "typeof($) NOT IN ('blob', 'null')";
          default -> "";
        };
    return condition.isEmpty()
        ? Optional.empty()
        : Optional.of(Expressions.over(rows.name(column), condition));
  }
}
