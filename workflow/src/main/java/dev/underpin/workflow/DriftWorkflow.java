package dev.underpin.workflow;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.diff.SchemaDiff;
import dev.underpin.runner.LedgerEntry;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.words.Difference;
import dev.underpin.workflow.words.Differences;
import dev.underpin.workflow.words.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a database with what the last executed step left, or with the YAML. Needs no more than
 * to read the catalog.
 */
public final class DriftWorkflow {
  private final Settings settings;

  public DriftWorkflow(Settings settings) {
    this.settings = settings;
  }

  /** Compare with what the ledger says the last executed step left. */
  public DriftResult fromLedger() {
    try (Live live = Live.toRead(settings)) {
      LedgerEntry last = live.history().last().orElseThrow(() -> nothingRecorded());
      Schema left = last.left().orElseThrow(() -> nothingRecorded());
      Catalog catalog = live.read(live.scope(last));
      return compare(live, last.id(), left, catalog, List.of());
    }
  }

  /** Compare with the YAML. */
  public DriftResult fromSchema() {
    try (Live live = Live.toRead(settings)) {
      Desired desired = Desired.of(settings.schema(), live.database().dialect(), live.namespace());
      Catalog catalog = live.read(live.scope(desired));
      List<Note> notes = new ArrayList<>();
      Schema spelled = live.spell(desired.declared().schema(), catalog, notes::add);
      return compare(live, settings.schema().getFileName().toString(), spelled, catalog, notes);
    }
  }

  private DriftResult compare(
      Live live, String compared, Schema expected, Catalog catalog, List<Note> notes) {
    Dialect dialect = live.database().dialect();
    Names names = new Names(catalog.defaultNamespace());
    List<Note> all = new ArrayList<>(notes);
    all.addAll(catalog.notes());
    return new DriftResult(
        catalog.engine(),
        catalog.database(),
        compared,
        names,
        differences(dialect, names, expected, catalog.schema(), settings.onlyListed()),
        all);
  }

  /**
   * From what should be to what is. The diff fills in names that its desired side leaves open; so
   * what should be is that side, and what is found is then turned round.
   */
  static List<Difference> differences(
      Dialect dialect, Names names, Schema expected, Schema found, boolean onlyListed) {
    return towards(dialect, names, found, expected, onlyListed).stream()
        .map(DriftWorkflow::turned)
        .toList();
  }

  /** From one schema to another, which may leave names open. */
  static List<Difference> towards(
      Dialect dialect, Names names, Schema from, Schema to, boolean onlyListed) {
    return new Differences(names)
        .of(
            SchemaDiff.between(
                    dialect, dialect.normalize(from), dialect.normalize(to), Hints.NONE, onlyListed)
                .changes());
  }

  private static Difference turned(Difference d) {
    Difference.Sign sign =
        switch (d.sign()) {
          case ADD -> Difference.Sign.DROP;
          case DROP -> Difference.Sign.ADD;
          case CHANGE -> Difference.Sign.CHANGE;
          case RENAME -> Difference.Sign.RENAME;
        };
    return new Difference(
        sign,
        d.kind(),
        d.group(),
        d.name(),
        d.after(),
        d.before(),
        java.util.Optional.empty(),
        d.change().inverse());
  }

  private UnderpinException nothingRecorded() {
    return UnderpinException.failed(
        "Nothing is recorded for this database yet, so there is nothing to compare it with. Compare it with the YAML"
            + " (underpin drift --schema "
            + settings.schema().getFileName()
            + "), or record it as it is: underpin baseline");
  }
}
