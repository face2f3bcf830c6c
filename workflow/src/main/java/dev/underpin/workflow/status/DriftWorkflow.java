package dev.underpin.workflow.status;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.diff.LiveLetters;
import dev.underpin.planner.diff.SchemaDiff;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.database.UnreadObjects;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.ChangeLines;
import dev.underpin.workflow.report.DisplayNames;
import dev.underpin.workflow.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares a database with what the last executed step left, or with the YAML. Needs no more than
 * to read the catalog, and the tables that have reference rows.
 */
public record DriftWorkflow(Settings settings) {
  /** Compare with the schema that the last executed step left, as the history has it. */
  public DriftResult fromHistory() {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      MigrationStates history = live.history();
      HistoryEntry last = history.last().orElseThrow(() -> nothingRecorded(settings));
      Catalog catalog = live.readOwn(live.scope(last));
      // Nobody has said yet what a run leaves that has not ended.
      Schema left =
          live.database()
              .asking(() -> HistoryReader.expected(live.database()))
              .orElse(catalog.schema());
      // Nobody has said yet which rows a run leaves that has not ended.
      List<Note> rows =
          history.halfDone().isPresent()
              ? List.of()
              : rows(live, last.id(), catalog, "`underpin drift --save NAME`")
                  .notes(HistoryReader.seededRows(live.database()).tables().values());
      DriftResult result = compare(live, last.id(), left, catalog, rows);
      Optional<DriftResult.Partial> partial =
          history
              .halfDone()
              .map(
                  entry ->
                      new DriftResult.Partial(
                          entry.id(), entry.startedAt(), entry.remaining(), live.underWay()));
      return result.with(history.pending(), partial);
    }
  }

  /** Compare with the YAML. */
  public DriftResult fromSchema() {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      DesiredSchema desired =
          DesiredSchema.of(settings, live.database().dialect(), live.namespace());
      Catalog all = live.readWithAccess(live.scope(desired));
      List<Note> notes = new ArrayList<>();
      Schema spelled = live.spell(desired.declared().schema(), all, notes::add);
      Ownership owned = live.ownership().owning(Ownership.parts(spelled));
      Catalog catalog = all.withSchema(owned.own(all.schema()));
      String compared = settings.schema().getFileName().toString();
      notes.addAll(
          rows(live, compared, catalog, "`underpin plan --save NAME`")
              .notes(desired.declared().seeds()));
      return compare(live, compared, spelled, catalog, notes);
    }
  }

  private static SeedDrift rows(
      LiveDatabase live, String compared, Catalog catalog, String remedy) {
    return new SeedDrift(
        live.database(), catalog.schema(), catalog.defaultNamespace(), compared, remedy);
  }

  private DriftResult compare(
      LiveDatabase live, String compared, Schema expected, Catalog catalog, List<Note> notes) {
    UnreadObjects.refuse(catalog.notes(), expected);
    Dialect dialect = live.database().dialect();
    DisplayNames names = new DisplayNames(catalog.defaultNamespace());
    UnmanagedChanges unmanaged = UnmanagedChanges.between(expected, catalog.schema());
    List<Note> all = new ArrayList<>(notes);
    all.addAll(unmanaged.notes());
    all.addAll(catalog.notes());
    return new DriftResult(
        catalog.engine(),
        catalog.database(),
        compared,
        names,
        differences(dialect, names, expected, catalog.schema(), settings.onlyListed()),
        unmanaged.lost(),
        all,
        List.of(),
        Optional.empty());
  }

  /**
   * From what should be to what is. The diff fills in names that its desired side leaves open; so
   * what should be is that side, and what is found is then turned round.
   */
  static List<ChangeLine> differences(
      Dialect dialect, DisplayNames names, Schema expected, Schema found, boolean onlyListed) {
    return towards(dialect, names, found, expected, onlyListed).stream()
        .map(DriftWorkflow::turned)
        .toList();
  }

  /** From one schema to another, which may leave names open. */
  static List<ChangeLine> towards(
      Dialect dialect, DisplayNames names, Schema from, Schema to, boolean onlyListed) {
    Schema start = dialect.normalize(from.withAccessTo(to.access().keySet()));
    Schema known = dialect.normalize(to.withAccessTo(start.access().keySet()));
    Schema end = LiveLetters.of(dialect, start, known, Hints.NONE).desired();
    return new ChangeLines(names)
        .of(SchemaDiff.between(dialect, start, end, Hints.NONE, onlyListed).changes());
  }

  private static ChangeLine turned(ChangeLine d) {
    ChangeLine.Sign sign =
        switch (d.sign()) {
          case ADD -> ChangeLine.Sign.DROP;
          case DROP -> ChangeLine.Sign.ADD;
          case CHANGE -> ChangeLine.Sign.CHANGE;
          case RENAME -> ChangeLine.Sign.RENAME;
        };
    return new ChangeLine(
        sign,
        d.kind(),
        d.group(),
        d.name(),
        d.after(),
        d.before(),
        java.util.Optional.empty(),
        d.target());
  }

  static UnderpinException nothingRecorded(Settings settings) {
    return new UnderpinException(
        UnderpinException.Kind.USAGE,
        """
        Nothing is recorded for this database yet, so there is nothing to compare it with. Compare \
        it with the YAML (underpin drift --schema %s), or record it as it is: underpin baseline"""
            .formatted(settings.schema().getFileName()));
  }
}
