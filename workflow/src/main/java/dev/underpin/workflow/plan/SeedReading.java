package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares the reference rows that are declared with those of the live database, or with those that
 * the saved migrations write.
 *
 * @param source what the rows are compared with; empty where nothing is known of them
 * @param earlier the rows that migrations have written, by their live names
 */
record SeedReading(Optional<Source> source, SeededRows earlier) {
  /** What is known of the rows that are there. */
  interface Source {
    /** The tables that are there. */
    Schema found();

    /**
     * The declared rows that are missing or have other values.
     *
     * @param known the rows that migrations have written, by their declared names
     */
    SeedDifference missing(TableRows rows, Seed wanted, Seed known);

    /** The rows to delete, with all that they hold. */
    List<SeedDifference.Removed> toDelete(TableRows rows, Seed wanted, List<Seed.Row> gone);

    /** What has to be said of it. */
    List<Note> notes();
  }

  /** Compare with a database. */
  static SeedReading live(Dialect dialect, LiveDatabase live, SeededRows earlier) {
    return new SeedReading(Optional.of(new LiveRows(dialect, live.database())), earlier);
  }

  /** Compare with what the saved migrations write. */
  static SeedReading offline(Dialect dialect, WrittenRows written, Catalog lock) {
    return new SeedReading(
        Optional.of(new RowsOfMigrations(dialect, written, lock)), written.rows());
  }

  /**
   * What a plan has to write and to delete.
   *
   * @param written what that does to the rows that migrations have written
   */
  record Rows(List<SeedDifference> differences, List<SeededRows.Entry> written) {
    Rows {
      differences = List.copyOf(differences);
      written = List.copyOf(written);
    }
  }

  /**
   * What is not as it is declared.
   *
   * @param target the declared schema
   * @param only the tables that may change; empty where all may
   */
  Rows of(DesiredSchema desired, Schema target, Set<String> only, List<Note> notes) {
    Map<QualifiedName, Seed> declared = new TreeMap<>();
    for (Seed seed : desired.declared().seeds()) declared.put(seed.table(), seed);
    if (source.isEmpty()) {
      if (!declared.isEmpty())
        notes.add(new Note("seed", "the rows are not compared, because no database was asked."));
      return new Rows(List.of(), List.of());
    }
    if (declared.isEmpty() && earlier.tables().isEmpty()) return new Rows(List.of(), List.of());
    Schema found = source.get().found();
    Hints hints = desired.declared().hints();
    List<SeedDifference> differences = new ArrayList<>();
    Map<QualifiedName, Seed> after = new TreeMap<>(earlier.tables());
    for (Table table : target.tables().values()) {
      if (!only.isEmpty()
          && !only.contains(table.name().name())
          && !only.contains(table.name().toString())) continue;
      Optional<Table> is = liveTable(table.name(), found, hints);
      Optional<Seed> before = is.flatMap(t -> earlier.of(t.name()));
      Seed seed = declared.get(table.name());
      if (seed == null && before.isEmpty()) continue;
      TableRows rows = TableRows.of(table, is, hints);
      Seed wanted =
          seed != null ? seed : SeededRows.seed(table.name(), before.get().key(), List.of());
      Seed known = before.map(b -> rows.inDeclaredNames(b, wanted.key())).orElse(nothing(wanted));
      List<Seed.Row> gone = wanted.keepsRows() ? List.of() : gone(known, wanted);
      SeedDifference difference =
          source
              .get()
              .missing(rows, wanted, known)
              .removing(source.get().toDelete(rows, wanted, gone));
      before.ifPresent(b -> after.remove(b.table()));
      after.put(table.name(), left(known, gone, difference));
      if (!difference.isEmpty()) differences.add(difference);
    }
    notes.addAll(source.get().notes());
    // A table that goes has no rows any more.
    if (only.isEmpty()) after.keySet().removeIf(name -> target.table(name).isEmpty());
    after.values().removeIf(seed -> seed.rows().isEmpty());
    return new Rows(differences, earlier.to(new SeededRows(after)));
  }

  private static Seed nothing(Seed seed) {
    return SeededRows.seed(seed.table(), seed.key(), List.of());
  }

  private static Optional<Table> liveTable(QualifiedName name, Schema found, Hints hints) {
    return found
        .table(name)
        .or(() -> Optional.ofNullable(hints.renamedTables().get(name)).flatMap(found::table));
  }

  /** The rows that a migration has written and that are no longer declared. */
  private static List<Seed.Row> gone(Seed known, Seed wanted) {
    Set<List<SeedValue>> kept = SeededRows.byIdentity(wanted).keySet();
    return known.rows().stream().filter(row -> !kept.contains(known.identity(row))).toList();
  }

  /** The rows that migrations have written once the plan has run. */
  private static Seed left(Seed known, List<Seed.Row> gone, SeedDifference difference) {
    Map<List<SeedValue>, Seed.Row> rows = new LinkedHashMap<>(SeededRows.byIdentity(known));
    for (Seed.Row row : gone) rows.remove(known.identity(row));
    for (SeedDifference.Row row : difference.rows())
      rows.put(known.identity(row.declared()), SeededRows.row(row.declared().values()));
    return SeededRows.seed(known.table(), known.key(), List.copyOf(rows.values()));
  }

  /**
   * The rows of one table.
   *
   * @param names the columns of the live table by their declared names
   */
  record TableRows(Table declared, Optional<Table> is, Map<String, String> names) {
    static TableRows of(Table declared, Optional<Table> is, Hints hints) {
      Map<String, String> names = new HashMap<>();
      for (Column column : declared.columns()) {
        String old =
            hints
                .renamedColumns()
                .getOrDefault(new ColumnRef(declared.name(), column.name()), column.name());
        is.flatMap(table -> table.column(column.name()).or(() -> table.column(old)))
            .ifPresent(live -> names.put(column.name(), live.name()));
      }
      return new TableRows(declared, is, names);
    }

    /**
     * Rows by the names that are declared; those that have no value for a column of the key, not.
     */
    Seed inDeclaredNames(Seed before, List<String> key) {
      Map<String, String> declaredNames = new HashMap<>();
      names.forEach((name, live) -> declaredNames.put(live, name));
      List<Seed.Row> rows = new ArrayList<>();
      for (Seed.Row row : before.rows()) {
        Map<String, SeedValue> values = new LinkedHashMap<>();
        row.values()
            .forEach(
                (live, value) -> {
                  String name = declaredNames.get(live);
                  if (name != null) values.put(name, value);
                });
        if (values.keySet().containsAll(key)) rows.add(SeededRows.row(values));
      }
      return SeededRows.seed(declared.name(), key, rows);
    }
  }
}
