package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.planner.seed.SeedQuestions;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.workflow.plan.SeedReading.TableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The reference rows as the saved migrations write them, where no database is asked. Values are
 * compared as they are written.
 */
final class RowsOfMigrations implements SeedReading.Source {
  private final Dialect dialect;
  private final WrittenRows written;
  private final Catalog lock;
  private final List<Note> notes = new ArrayList<>();

  RowsOfMigrations(Dialect dialect, WrittenRows written, Catalog lock) {
    this.dialect = dialect;
    this.written = written;
    this.lock = lock;
  }

  @Override
  public Schema found() {
    return lock.schema();
  }

  @Override
  public List<Note> notes() {
    return notes;
  }

  @Override
  public SeedDifference missing(TableRows rows, Seed wanted, Seed known) {
    if (rows.is().isEmpty()) return SeedQuestions.allMissing(wanted);
    Map<List<SeedValue>, Seed.Row> before = SeededRows.byIdentity(known);
    List<SeedDifference.Row> differing = new ArrayList<>();
    List<Seed.Row> unknown = new ArrayList<>();
    for (Seed.Row row : wanted.rows()) {
      Seed.Row earlier = before.get(known.identity(row));
      if (earlier == null && written.fromNothing())
        differing.add(new SeedDifference.Row(row, true, Map.of()));
      else if (earlier == null) unknown.add(row);
      else changed(rows, row, earlier).ifPresent(differing::add);
    }
    if (!unknown.isEmpty())
      notes.add(
          new Note(
              shown(wanted.table()),
              "%s in no migration (%s). Whether the databases have %s, only they can say: plan with --url URL instead of --offline."
                  .formatted(
                      unknown.size() == 1
                          ? "1 row of seed is"
                          : unknown.size() + " rows of seed are",
                      keys(wanted, unknown),
                      unknown.size() == 1 ? "it" : "them")));
    return new SeedDifference(wanted, differing, rows.is().get().name(), rows.names());
  }

  private Optional<SeedDifference.Row> changed(TableRows rows, Seed.Row row, Seed.Row earlier) {
    Map<String, Optional<SqlText>> before = new TreeMap<>();
    row.values()
        .forEach(
            (name, value) -> {
              SeedValue old = earlier.values().get(name);
              if (old != null && old.withoutQuotes().equals(value.withoutQuotes())) return;
              boolean isNew = !rows.names().containsKey(name);
              if (old == null && !isNew) throw unknownValue(rows, name);
              Column column = rows.declared().column(name).orElseThrow();
              before.put(
                  name,
                  Optional.ofNullable(old)
                      .filter(o -> !isNew)
                      .map(o -> dialect.rowValues().written(column, o)));
            });
    return before.isEmpty()
        ? Optional.empty()
        : Optional.of(new SeedDifference.Row(row, false, before));
  }

  /** A rollback needs the value that a row has, and it was never declared. */
  private UnderpinException unknownValue(TableRows rows, String column) {
    return UnderpinException.refused(
        "seed declares %s of a row of %s that a migration has written without it. Which value it has, only a database can say. Save the migration with --url URL instead of --offline."
            .formatted(column, shown(rows.declared().name())));
  }

  @Override
  public List<SeedDifference.Removed> toDelete(TableRows rows, Seed wanted, List<Seed.Row> gone) {
    if (rows.is().isEmpty() || gone.isEmpty()) return List.of();
    throw UnderpinException.refused(
        "%s of %s no longer declared (%s), and %s deleted by the next migration. The rollback needs all that %s, which only a database can say. Save the migration with --url URL instead of --offline."
            .formatted(
                gone.size() == 1 ? "1 row" : gone.size() + " rows",
                shown(wanted.table()) + (gone.size() == 1 ? " is" : " are"),
                keys(wanted, gone),
                gone.size() == 1 ? "is" : "are",
                gone.size() == 1 ? "it holds" : "they hold"));
  }

  private String shown(QualifiedName table) {
    return table.without(lock.defaultNamespace()).toString();
  }

  private static String keys(Seed seed, List<Seed.Row> rows) {
    return rows.stream()
            .limit(5)
            .map(
                row ->
                    seed.identity(row).stream()
                        .map(SeedValue::text)
                        .collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "))
        + (rows.size() > 5 ? "; …" : "");
  }
}
