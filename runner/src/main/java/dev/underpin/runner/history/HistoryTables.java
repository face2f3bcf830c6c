package dev.underpin.runner.history;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.EngineRunner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The history's tables: one row for each time a migration was begun, one for each of its steps, and
 * the models of the schema that these speak of, each kept once. Text and whole numbers only, so
 * that they are the same on every engine. Times are ISO 8601 in UTC.
 */
final class HistoryTables {
  static final List<String> MIGRATION_COLUMNS =
      List.of(
          "seq",
          "id",
          "attempt",
          "state",
          "engine",
          "engine_version",
          "tool_version",
          "checksum",
          "allowed",
          "from_fingerprint",
          "to_fingerprint",
          "prologue",
          "started_at",
          "finished_at",
          "before_model",
          "target_model",
          "left_model",
          "error",
          "token",
          "purged_at",
          "purged");
  static final List<String> STEP_COLUMNS =
      List.of(
          "seq",
          "number",
          "state",
          "phase",
          "title",
          "lock_words",
          "mode",
          "batch",
          "up_sql",
          "down_mode",
          "down_sql",
          "leaves",
          "checks",
          "down_checks",
          "statements_done",
          "batch_key",
          "rows_done",
          "started_at",
          "finished_at");

  private static final List<String> NUMBERS =
      List.of("seq", "attempt", "number", "statements_done", "rows_done");

  private final EngineRunner engine;
  private final DatabaseUrl url;
  private final Dialect dialect;

  HistoryTables(Database database) {
    this.engine = database.engineRunner();
    this.url = database.url();
    this.dialect = database.dialect();
  }

  String migrations() {
    return engine.historyTable(url, "migrations");
  }

  String steps() {
    return engine.historyTable(url, "steps");
  }

  String models() {
    return engine.historyTable(url, "models");
  }

  /**
   * Creates what is not there. The table by which others see that there is a history comes last:
   * where each statement is a transaction of its own, nobody finds a part of it.
   */
  List<String> create() {
    List<String> statements = new ArrayList<>(engine.historyHome(url));
    statements.add(create(models(), List.of("hash", "model"), "hash"));
    statements.add(create(steps(), STEP_COLUMNS, "seq", "number"));
    statements.add(create(migrations(), MIGRATION_COLUMNS, "seq"));
    return statements;
  }

  /**
   * The key of the mark that the database is protected, whose value is the environment's name. It
   * is among the models, so that the tables are those of every earlier version.
   */
  static final String PROTECTED = "protected";

  /** The key of who began an entry, and of who rolled it back. */
  static String author(long seq, boolean back) {
    return (back ? "rolled back by:" : "applied by:") + seq;
  }

  /** The key of the run that worked on an entry last. It is read together with the authors. */
  static String run(long seq) {
    return "run by:" + seq;
  }

  /** The key of the project that an entry belongs to, which has none where its name is empty. */
  static String project(Object seq) {
    return "project:" + seq;
  }

  /** The key of the tables, types and objects that an entry changes. */
  static String changed(Object seq) {
    return "changed:" + seq;
  }

  /** The key of what an entry does to reference rows. */
  static String seeds(Object seq) {
    return "seed:" + seq;
  }

  /** The key of what was predicted of an entry's steps before it began. */
  static String predicted(Object seq) {
    return "predicted:" + seq;
  }

  /** The key of what was observed of a step. */
  static String observed(Object seq, Object number) {
    return "observed:" + seq + ":" + number;
  }

  /** The key of the schema that was expected when an entry began with another one. */
  static String expected(long seq) {
    return "expected:" + seq;
  }

  /** The key of the schema that the steps up to a number left, where it was kept. */
  static String base(long seq, Object number) {
    return "after:" + seq + ":" + number;
  }

  /** The keys of what is kept of an entry beside its row. */
  static List<String> keys(String seq) {
    long number = Long.parseLong(seq);
    return List.of(
        author(number, false),
        author(number, true),
        run(number),
        project(number),
        changed(number),
        seeds(number),
        predicted(number),
        expected(number));
  }

  String select(String table, List<String> columns) {
    return "SELECT " + columns(columns) + " FROM " + table;
  }

  String insert(String table, Collection<String> columns) {
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(
            table,
            columns(columns),
            columns.stream().map(c -> "?").collect(Collectors.joining(", ")));
  }

  String column(String name) {
    return dialect.quote(name);
  }

  private String create(String table, List<String> columns, String... key) {
    String definitions =
        columns.stream()
            .map(c -> column(c) + " " + type(c, Set.of(key)))
            .collect(Collectors.joining(", "));
    return "CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (%s))"
        .formatted(table, definitions, columns(Stream.of(key).toList()));
  }

  /** NOT NULL is said for the key, because not every engine takes it for granted. */
  private String type(String column, Set<String> key) {
    if (NUMBERS.contains(column)) return key.contains(column) ? "bigint NOT NULL" : "bigint";
    return key.contains(column) ? engine.keyText() + " NOT NULL" : engine.longText();
  }

  private String columns(Collection<String> names) {
    return names.stream().map(this::column).collect(Collectors.joining(", "));
  }
}
