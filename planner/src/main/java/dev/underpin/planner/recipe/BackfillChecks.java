package dev.underpin.planner.recipe;

import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The data checks of a backfill under constraints and unique indexes that this plan drops only
 * later: what old programs rely on is dropped last, so it still holds while the rows are filled.
 */
public final class BackfillChecks {
  private final ServerContext context;
  private final QualifiedName name;
  private final Column column;
  private final ViolationQueries queries;

  private BackfillChecks(ServerContext context, QualifiedName name, Column column, SqlText value) {
    this.context = context;
    this.name = name;
    this.column = column;
    this.queries =
        new ViolationQueries(context, new FilledRows(value), Optional.of(FilledRows.FILLED));
  }

  /**
   * The checks of filling one column.
   *
   * @param column as it is when it is filled, under its new name
   */
  public static List<DataCheck> of(
      ServerContext context, QualifiedName name, Column column, SqlText fill) {
    Optional<Table> table = context.renamed().table(name);
    Optional<String> value = context.live(name, fill);
    if (table.isEmpty() || value.isEmpty() || context.isEmpty(name)) return List.of();
    SqlText filled = context.valueFor(column, SqlText.of(value.get()));
    BackfillChecks checks = new BackfillChecks(context, name, column, filled);
    return Stream.concat(checks.ofConstraints(table.get()), checks.ofIndexes(table.get())).toList();
  }

  private Stream<DataCheck> ofConstraints(Table table) {
    return table.constraints().stream()
        .filter(c -> context.isDropped(name, c))
        .filter(c -> isFilled(context.mentioned(name, c)))
        .flatMap(c -> of(c).stream());
  }

  private Stream<DataCheck> ofIndexes(Table table) {
    List<Index> kept = context.target().table(name).map(Table::indexes).orElse(List.of());
    return table.indexes().stream()
        .filter(i -> i.unique() && !kept.contains(i))
        .filter(i -> isFilled(context.mentioned(name, i)))
        .flatMap(
            i ->
                queries.duplicates(name, i.keys(), i.where(), i.nullsNotDistinct()).stream()
                    .map(q -> check(i.name(), CheckTexts.duplicatesAfterBackfill(i.name()), q)));
  }

  /** True where the filled column is among these, or one that is computed from it. */
  private boolean isFilled(Set<String> columns) {
    return context.renamed().table(name).stream()
        .anyMatch(t -> context.isAmong(columns, t, column.name()));
  }

  private Optional<DataCheck> of(Constraint constraint) {
    String called = constraint.name().orElse("");
    return constraint.match(
        key -> Optional.empty(),
        unique ->
            queries
                .duplicates(name, unique.keys(), Optional.empty(), unique.nullsNotDistinct())
                .map(q -> check(called, CheckTexts.duplicatesAfterBackfill(called), q)),
        key ->
            queries
                .orphans(name, key)
                .map(
                    q ->
                        check(
                            called, CheckTexts.orphansAfterBackfill(key.references(), called), q)),
        check ->
            queries
                .violations(name, check.expression())
                .map(q -> check(called, CheckTexts.violationsAfterBackfill(called), q)),
        exclusion -> Optional.empty());
  }

  private DataCheck check(String called, Finding finding, String query) {
    return new DataCheck(
        "fill:" + name + "." + column.name() + ":" + called,
        name,
        finding,
        query,
        CheckTexts.dropBefore(called));
  }

  /** The rows that exist now under their new names, with the column filled where it is NULL. */
  private final class FilledRows extends ProjectedRows {
    static final SqlText FILLED = SqlText.of("underpin_filled");
    private final SqlText value;

    FilledRows(SqlText value) {
      super(context);
      this.value = value;
    }

    @Override
    protected List<SqlText> extraColumns(QualifiedName table) {
      return table.equals(name)
          ? List.of(context.fragment("{} IS NULL AS {}", context.live(name, column.name()), FILLED))
          : List.of();
    }

    @Override
    protected Optional<Table> definition(QualifiedName table) {
      return context.renamed().table(table);
    }

    @Override
    public Optional<SqlText> value(QualifiedName table, String of) {
      boolean filled = table.equals(name) && of.equals(column.name());
      return context
          .liveColumn(table, of)
          .map(
              live ->
                  filled
                      ? context.fragment("coalesce({}, {})", live.name(), value)
                      : context.fragment("{}", live.name()));
    }
  }
}
