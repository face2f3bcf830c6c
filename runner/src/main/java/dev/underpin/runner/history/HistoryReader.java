package dev.underpin.runner.history;

import dev.underpin.planner.diff.SchemaMerge;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.history.Attempt.Progress;
import dev.underpin.runner.history.Attempt.Purged;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.json.SeedCodec;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.text.Printable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a database, read from its history. Reading creates nothing and needs no more
 * than SELECT.
 */
public final class HistoryReader {
  private HistoryReader() {}

  /**
   * Every entry of the project, in the order in which they were begun; none where there is no
   * history. A migration that was rolled back and applied again has two. The models of the schema
   * are read for the last entry in force and for one that is partially applied; {@link #entry}
   * brings them for any other.
   */
  public static List<HistoryEntry> entries(Database database) {
    return database.asking(() -> attempts(database)).stream().map(Attempt::entry).toList();
  }

  /** The last entry of a migration, with its models. */
  public static Optional<HistoryEntry> entry(Database database, String id) {
    return database.asking(() -> attempt(database, id)).map(Attempt::entry);
  }

  /**
   * Every attempt, the models of the last one in force and of those partially applied among them.
   */
  public static List<Attempt> attempts(Database database) throws SQLException {
    List<Row> rows = rows(database);
    Set<Row> wanted = new LinkedHashSet<>();
    rows.stream().filter(r -> r.state() == HistoryEntry.State.PARTIAL).forEach(wanted::add);
    rows.stream()
        .filter(r -> r.state() != HistoryEntry.State.ROLLED_BACK)
        .reduce((one, two) -> two)
        .ifPresent(wanted::add);
    return attempts(database, rows, wanted);
  }

  /** The protected environment that the database belongs to, as the history keeps it. */
  public static Optional<String> protectedBy(Database database) {
    HistoryTables tables = new HistoryTables(database);
    String sql = "SELECT model FROM " + tables.models() + " WHERE hash = ?";
    return database.asking(
        () ->
            database.engineRunner().historyExists(database.connection())
                ? Sql.value(database.connection(), sql, HistoryTables.PROTECTED)
                : Optional.empty());
  }

  /** The reference rows that the migrations in force have written. */
  public static SeededRows seededRows(Database database) {
    return database.asking(
        () -> {
          SeededRows rows = SeededRows.NONE;
          List<Row> entries = rows(database);
          if (entries.isEmpty()) return rows;
          Map<String, String> texts =
              ProjectReader.values(database, HistoryTables.seeds(ProjectReader.ALL));
          for (Row row : entries) {
            String text = texts.get(HistoryTables.seeds(row.number("seq")));
            if (text != null && row.state() != HistoryEntry.State.ROLLED_BACK)
              rows = rows.after(SeedCodec.read(text));
          }
          return rows;
        });
  }

  /** The last attempt of a migration. */
  public static Optional<Attempt> attempt(Database database, String id) throws SQLException {
    List<Row> last = rows(database).stream().filter(r -> r.text("id").equals(id)).toList();
    if (last.isEmpty()) return Optional.empty();
    Row row = last.get(last.size() - 1);
    return Optional.of(attempts(database, List.of(row), Set.of(row)).get(0));
  }

  /**
   * The schema that should be live after the last entry in force: what it left, without what was
   * changed by hand before it and allowed, but never accepted.
   */
  public static Optional<Schema> expected(Database database) throws SQLException {
    return attempts(database).stream()
        .filter(a -> a.entry().state() != HistoryEntry.State.ROLLED_BACK)
        .reduce((one, two) -> two)
        .flatMap(last -> expected(database, last));
  }

  private static Optional<Schema> expected(Database database, Attempt last) {
    Optional<Schema> left = last.entry().left();
    Optional<Schema> before = last.entry().before();
    if (left.isEmpty() || before.isEmpty()) return left;
    HistoryTables tables = new HistoryTables(database);
    String sql = "SELECT model FROM " + tables.models() + " WHERE hash = ?";
    String key = HistoryTables.expected(last.seq());
    return database
        .asking(() -> Sql.value(database.connection(), sql, key))
        .map(SchemaBlobs::schema)
        .map(ProjectReader.ownership(database)::own)
        .map(expected -> SchemaMerge.of(before.get(), expected, left.get()))
        .or(() -> left);
  }

  /** The schema that the steps up to a number left, where the next one did something else. */
  public static Optional<Schema> base(Database database, Attempt attempt, int number)
      throws SQLException {
    if (number == 0 && attempt.entry().before().isPresent()) return attempt.entry().before();
    HistoryTables tables = new HistoryTables(database);
    String sql = "SELECT model FROM " + tables.models() + " WHERE hash = ?";
    Migration migration = attempt.entry().migration();
    ManagedAccess managed = ManagedAccess.NONE.after(migration.from(), migration.to());
    return Sql.value(database.connection(), sql, HistoryTables.base(attempt.seq(), number))
        .map(SchemaBlobs::schema)
        .map(managed::of)
        .map(ProjectReader.ownership(database)::own);
  }

  /** What was predicted and observed of the last attempt of a migration. */
  public static Measures measures(Database database, String id) {
    return database.asking(
        () -> {
          Optional<Attempt> attempt = attempt(database, id);
          return attempt.isEmpty() ? Measures.NONE : MeasuresReader.of(database, attempt.get());
        });
  }

  private static List<Row> rows(Database database) throws SQLException {
    Connection connection = database.connection();
    if (!database.engineRunner().historyExists(connection)) return List.of();
    HistoryTables tables = new HistoryTables(database);
    String sql =
        tables.select(tables.migrations(), HistoryTables.MIGRATION_COLUMNS)
            + " ORDER BY "
            + tables.column("seq");
    DamagedHistory damage = new DamagedHistory(database);
    List<Row> rows = new ArrayList<>();
    Map<String, String> authors = authors(database, tables);
    Map<String, String> projects = ProjectReader.names(database);
    String previous = HistoryEntry.START;
    for (List<Optional<String>> found :
        damage.asking(tables.migrations(), () -> Sql.rows(connection, sql))) {
      Row read = Row.of(HistoryTables.MIGRATION_COLUMNS, found).with("previous", previous);
      long seq = damage.reading(tables.migrations(), read.named(), () -> read.number("seq"));
      String project = projects.getOrDefault(HistoryTables.project(seq), "");
      if (!database.project().has(project, read.text("id"))) continue;
      Row row =
          read.with("applied_by", authors.get(HistoryTables.author(seq, false)))
              .with("rolled_back_by", authors.get(HistoryTables.author(seq, true)))
              .with("run", authors.get(HistoryTables.run(seq)));
      HistoryEntry.State state = damage.reading(tables.migrations(), row.named(), row::state);
      if (state != HistoryEntry.State.ROLLED_BACK) previous = row.text("id");
      rows.add(row);
    }
    return rows;
  }

  /** Who did what, by the key of each. */
  private static Map<String, String> authors(Database database, HistoryTables tables)
      throws SQLException {
    String sql =
        tables.select(tables.models(), List.of("hash", "model")) + " WHERE hash LIKE '% by:%'";
    Map<String, String> authors = new HashMap<>();
    for (List<Optional<String>> row :
        new DamagedHistory(database)
            .asking(tables.models(), () -> Sql.rows(database.connection(), sql)))
      authors.put(row.get(0).orElse(""), row.get(1).orElse(""));
    return authors;
  }

  private static List<Attempt> attempts(Database database, List<Row> rows, Set<Row> withModels)
      throws SQLException {
    if (rows.isEmpty()) return List.of();
    Map<Long, List<Progress>> steps = steps(database, rows);
    Map<String, Schema> models = ModelReader.of(database, hashes(withModels));
    DamagedHistory damage = new DamagedHistory(database);
    String table = new HistoryTables(database).migrations();
    List<Attempt> attempts = new ArrayList<>();
    ManagedAccess[] managed = {ManagedAccess.NONE};
    for (Row row : rows) {
      Supplier<Attempt> reader =
          () -> {
            managed[0] = managed[0].after(row.text("from_fingerprint"), row.text("to_fingerprint"));
            return attempt(
                row, steps.getOrDefault(row.number("seq"), List.of()), models, managed[0]);
          };
      attempts.add(damage.reading(table, row.named(), reader));
    }
    return attempts;
  }

  private static Map<Long, List<Progress>> steps(Database database, List<Row> rows)
      throws SQLException {
    HistoryTables tables = new HistoryTables(database);
    String select = tables.select(tables.steps(), HistoryTables.STEP_COLUMNS);
    String where =
        rows.size() == 1
            ? " WHERE " + tables.column("seq") + " = " + rows.get(0).number("seq")
            : "";
    String order = " ORDER BY " + tables.column("seq") + ", " + tables.column("number");
    Map<Long, List<Progress>> steps = new HashMap<>();
    DamagedHistory damage = new DamagedHistory(database);
    for (List<Optional<String>> found :
        damage.asking(
            tables.steps(), () -> Sql.rows(database.connection(), select + where + order))) {
      Row row = Row.of(HistoryTables.STEP_COLUMNS, found);
      Progress progress = damage.reading(tables.steps(), row.named(), () -> progress(row));
      steps.computeIfAbsent(row.number("seq"), seq -> new ArrayList<>()).add(progress);
    }
    return steps;
  }

  private static Set<String> hashes(Set<Row> rows) {
    Set<String> hashes = new TreeSet<>();
    for (Row row : rows) {
      for (String column : List.of("before_model", "target_model", "left_model"))
        row.get(column).ifPresent(hashes::add);
    }
    return hashes;
  }

  private static Attempt attempt(
      Row row, List<Progress> progress, Map<String, Schema> models, ManagedAccess managed) {
    Migration migration =
        new Migration(
            row.text("id"),
            row.text("engine"),
            row.text("engine_version"),
            new TreeSet<>(StepRecord.texts(row.text("allowed"))),
            row.text("from_fingerprint"),
            row.text("to_fingerprint"),
            StepRecord.texts(row.text("prologue")),
            progress.stream().map(Progress::step).toList());
    HistoryEntry entry =
        new HistoryEntry(
            migration,
            row.state(),
            row.text("checksum"),
            Instant.parse(row.text("started_at")),
            row.get("finished_at").map(Instant::parse),
            progress.stream()
                .filter(p -> p.state().inPlace())
                .map(p -> p.step().number())
                .collect(Collectors.toSet()),
            row.get("before_model").map(models::get).map(managed::of),
            row.get("target_model").map(models::get).map(managed::of),
            row.get("left_model").map(models::get).map(managed::of),
            row.get("error"),
            row.text("previous"),
            row.get("applied_by").map(Author::parse),
            row.get("rolled_back_by").map(Author::parse),
            row.get("run"),
            times(progress));
    Optional<Purged> purged = row.get("purged_at").map(at -> new Purged(at, row.text("purged")));
    return new Attempt(
        row.number("seq"), (int) row.number("attempt"), row.text("token"), purged, entry, progress);
  }

  private static Map<Integer, Instant> times(List<Progress> progress) {
    Map<Integer, Instant> times = new HashMap<>();
    for (Progress p : progress)
      if (p.state().inPlace()) p.endedAt().ifPresent(at -> times.put(p.step().number(), at));
    return times;
  }

  private static Progress progress(Row row) {
    MigrationStep step =
        new MigrationStep(
            (int) row.number("number"),
            Phase.valueOf(row.text("phase").toUpperCase(Locale.ROOT)),
            row.text("title"),
            row.text("lock_words"),
            Mode.valueOf(row.text("mode").toUpperCase(Locale.ROOT)),
            row.get("batch").map(StepRecord::batch),
            StepRecord.texts(row.text("up_sql")),
            Mode.valueOf(row.text("down_mode").toUpperCase(Locale.ROOT)),
            StepRecord.texts(row.text("down_sql")),
            row.text("leaves"),
            StepRecord.probes(row.get("checks")),
            StepRecord.probes(row.get("down_checks")));
    return new Progress(
        step,
        StepState.of(row.text("state")),
        (int) row.number("statements_done"),
        row.get("batch_key"),
        row.number("rows_done"),
        row.get("finished_at").map(Instant::parse));
  }

  /** A row of one of the history's tables, by column. */
  private record Row(Map<String, String> values) {
    static Row of(List<String> columns, List<Optional<String>> values) {
      Map<String, String> map = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        String column = columns.get(i);
        values.get(i).ifPresent(value -> map.put(column, shown(column, value)));
      }
      return new Row(map);
    }

    /** Who can write to the history can write what a terminal would take for more than text. */
    private static String shown(String column, String value) {
      return switch (column) {
        case "id", "title" -> Printable.line(value);
        case "error" -> Printable.text(value);
        default -> value;
      };
    }

    Row with(String column, @Nullable String value) {
      if (value == null) return this;
      Map<String, String> map = new HashMap<>(values);
      map.put(column, value);
      return new Row(map);
    }

    /** Which row it is, for a message. */
    String named() {
      return values.containsKey("number")
          ? "seq %s, number %s".formatted(text("seq"), text("number"))
          : "seq %s (%s)".formatted(text("seq"), text("id"));
    }

    Optional<String> get(String column) {
      return Optional.ofNullable(values.get(column));
    }

    String text(String column) {
      return values.getOrDefault(column, "");
    }

    long number(String column) {
      return get(column).map(Long::parseLong).orElse(0L);
    }

    HistoryEntry.State state() {
      return HistoryEntry.State.valueOf(text("state").toUpperCase(Locale.ROOT));
    }
  }
}
