package dev.underpin.runner.history;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.json.SeedCodec;
import dev.underpin.schema.model.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history. It begins and ends no transaction: what it writes belongs to the caller's, so
 * that a step and its row stand or fall together.
 */
public final class HistoryWriter {
  private final HistoryTables tables;
  private final Connection connection;
  private final Clock clock;
  private final Optional<Author> author;
  private final String project;
  private final String runId;

  /**
   * @param author who runs what is written
   * @param runId the run that writes it; empty for none
   */
  public HistoryWriter(Database database, Clock clock, Optional<Author> author, String runId) {
    this.author = author;
    this.runId = runId;
    this.project = database.project().name();
    this.tables = new HistoryTables(database);
    this.connection = database.connection();
    this.clock = clock;
  }

  /**
   * What a migration begins with.
   *
   * @param before the live schema
   * @param expected the schema that should have been live, where a person allowed another one
   * @param changed the tables, types and objects that it changes, where that is known
   * @param predictions what is estimated of its steps, by their numbers
   */
  public record Beginning(
      Migration migration,
      String checksum,
      HistoryEntry.State state,
      StepState steps,
      Optional<Schema> before,
      Optional<Schema> target,
      Optional<Schema> expected,
      Optional<PartMarks> changed,
      Map<Integer, Prediction> predictions) {}

  public void createTables() throws SQLException {
    for (String statement : tables.create()) Sql.execute(connection, statement);
  }

  /** A new entry, and a row for each of its steps. */
  public void begin(Beginning beginning) throws SQLException {
    Migration m = beginning.migration();
    long seq = next("SELECT max(" + tables.column("seq") + ") FROM " + tables.migrations());
    long attempt =
        next(
            "SELECT count(*) FROM %s WHERE %s = ?"
                .formatted(tables.migrations(), tables.column("id")),
            m.id());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("seq", seq);
    row.put("id", m.id());
    row.put("attempt", attempt);
    row.put("state", word(beginning.state()));
    row.put("engine", m.engineId());
    row.put("engine_version", m.engineVersion());
    row.put("tool_version", toolVersion());
    row.put("checksum", beginning.checksum());
    row.put("allowed", StepRecord.texts(m.allowed()));
    row.put("from_fingerprint", m.from());
    row.put("to_fingerprint", m.to());
    row.put("prologue", StepRecord.texts(m.prologue()));
    row.put("started_at", now());
    if (beginning.state() != HistoryEntry.State.PARTIAL) row.put("finished_at", now());
    keep(beginning.before()).ifPresent(hash -> row.put("before_model", hash));
    keep(beginning.target()).ifPresent(hash -> row.put("target_model", hash));
    row.put("token", Tokens.of(m.id()));
    insert(tables.migrations(), row);
    keepAuthor(HistoryTables.author(seq, false));
    keepRun(seq);
    for (MigrationStep step : m.steps()) begin(seq, step, beginning.steps());
    if (!project.isEmpty()) keepText(HistoryTables.project(seq), project);
    if (!m.seeds().isEmpty()) keepText(HistoryTables.seeds(seq), SeedCodec.write(m.seeds()));
    if (!beginning.predictions().isEmpty())
      keepText(HistoryTables.predicted(seq), Prediction.text(beginning.predictions()));
    if (beginning.changed().isPresent()) keepChanged(seq, beginning.changed().get());
    if (beginning.expected().isPresent())
      keepAs(HistoryTables.expected(seq), beginning.expected().get());
  }

  private void begin(long seq, MigrationStep step, StepState state) throws SQLException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("seq", seq);
    row.put("number", step.number());
    row.put("state", state.word());
    row.put("phase", step.phase().word());
    row.put("title", step.title());
    row.put("lock_words", step.lock());
    row.put("mode", step.mode().word());
    step.batch().ifPresent(batch -> row.put("batch", StepRecord.batch(batch)));
    row.put("up_sql", StepRecord.texts(step.up()));
    row.put("down_mode", step.downMode().word());
    row.put("down_sql", StepRecord.texts(step.down()));
    row.put("leaves", step.leaves());
    row.put("checks", StepRecord.probes(step.checks()));
    row.put("down_checks", StepRecord.probes(step.downChecks()));
    row.put("statements_done", 0);
    row.put("rows_done", 0);
    if (state == StepState.DONE) row.put("finished_at", now());
    insert(tables.steps(), row);
  }

  /** A row; the columns that are not named are NULL. */
  private void insert(String table, Map<String, Object> row) throws SQLException {
    Sql.update(connection, tables.insert(table, row.keySet()), row.values().toArray());
  }

  /** A step, or its inverse, begins outside of a transaction; how far it came is forgotten. */
  public void started(long seq, MigrationStep step, StepState state) throws SQLException {
    setStep(
        seq,
        step,
        "state = ?, statements_done = 0, batch_key = NULL, rows_done = 0, started_at = ?, finished_at = NULL",
        state.word(),
        now());
  }

  public void statementDone(long seq, MigrationStep step, int statementsDone) throws SQLException {
    setStep(seq, step, "statements_done = ?", statementsDone);
  }

  public void batchDone(long seq, MigrationStep step, String key, long rows) throws SQLException {
    setStep(seq, step, "batch_key = ?, rows_done = ?", key, rows);
  }

  /** A step, or its inverse, has ended. */
  public void ended(long seq, MigrationStep step, StepState state, long rows) throws SQLException {
    setStep(seq, step, "state = ?, rows_done = ?, finished_at = ?", state.word(), rows, now());
  }

  /** What was observed of a step. It belongs to the transaction that says that the step is done. */
  public void observed(long seq, MigrationStep step, Observation observation) throws SQLException {
    keepText(HistoryTables.observed(seq, step.number()), observation.text());
  }

  /** A run works on the entry: what was said at its last stop no longer holds. */
  public void resumed(long seq) throws SQLException {
    setMigration(
        seq,
        "state = ?, left_model = NULL, error = NULL, finished_at = NULL",
        word(HistoryEntry.State.PARTIAL));
    keepRun(seq);
  }

  /** An entry counts to the last run that worked on it. */
  private void keepRun(long seq) throws SQLException {
    if (!runId.isEmpty()) keepText(HistoryTables.run(seq), runId);
  }

  /** Who runs this rolls the entry back. */
  public void rolledBackBy(long seq) throws SQLException {
    keepAuthor(HistoryTables.author(seq, true));
  }

  private void keepAuthor(String key) throws SQLException {
    if (author.isPresent()) keepText(key, author.get().text());
  }

  /** A run has stopped. */
  public void stopped(
      long seq, HistoryEntry.State state, Optional<Schema> left, Optional<String> error)
      throws SQLException {
    setMigration(
        seq,
        "state = ?, left_model = ?, error = ?, finished_at = ?",
        word(state),
        keep(left).orElse(null),
        error.orElse(null),
        state == HistoryEntry.State.PARTIAL ? null : now());
  }

  /** Keep the schema from which a step began that did something else than it promised. */
  public void keepBase(long seq, int number, Schema schema) throws SQLException {
    keepAs(HistoryTables.base(seq, number), schema);
  }

  /** Keep the tables, types and objects that an entry changes. */
  public void keepChanged(long seq, PartMarks changed) throws SQLException {
    keepText(HistoryTables.changed(seq), changed.toString());
  }

  /** What an entry left is what is expected from now on. */
  public void forgetExpected(long seq) throws SQLException {
    remove(HistoryTables.expected(seq));
  }

  private void keepAs(String key, Schema schema) throws SQLException {
    keepText(key, SchemaBlobs.text(schema));
  }

  private void keepText(String key, String text) throws SQLException {
    remove(key);
    insert(tables.models(), Map.of("hash", key, "model", text));
  }

  private void remove(String key) throws SQLException {
    Sql.update(connection, "DELETE FROM " + tables.models() + " WHERE hash = ?", key);
  }

  /** What lay in the trash under a token is gone for good. */
  public void purged(String token, String what) throws SQLException {
    String known = "SELECT purged FROM " + tables.migrations() + " WHERE token = ?";
    String all = Sql.value(connection, known, token).map(p -> p + ", " + what).orElse(what);
    Sql.update(
        connection,
        "UPDATE " + tables.migrations() + " SET purged_at = ?, purged = ? WHERE token = ?",
        now(),
        all,
        token);
  }

  /** From now on another token is that of an entry's names in the trash. */
  public void retoken(long seq, String token) throws SQLException {
    setMigration(seq, "token = ?", token);
  }

  /** Mark the database as that of a protected environment. */
  public void protect(String environment) throws SQLException {
    insert(tables.models(), Map.of("hash", HistoryTables.PROTECTED, "model", environment));
  }

  private void setStep(long seq, MigrationStep step, String set, @Nullable Object... values)
      throws SQLException {
    Object[] all = new Object[values.length + 2];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = seq;
    all[values.length + 1] = step.number();
    Sql.update(
        connection,
        "UPDATE %s SET %s WHERE seq = ? AND %s = ?"
            .formatted(tables.steps(), set, tables.column("number")),
        all);
  }

  private void setMigration(long seq, String set, @Nullable Object... values) throws SQLException {
    Object[] all = new Object[values.length + 1];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = seq;
    Sql.update(connection, "UPDATE " + tables.migrations() + " SET " + set + " WHERE seq = ?", all);
  }

  /** Keeps a model, and tells the hash by which it is kept. */
  private Optional<String> keep(Optional<Schema> schema) throws SQLException {
    if (schema.isEmpty()) return Optional.empty();
    String text = SchemaBlobs.text(schema.get());
    String hash = SchemaBlobs.hash(text);
    String known = "SELECT 1 FROM " + tables.models() + " WHERE hash = ?";
    if (Sql.value(connection, known, hash).isEmpty())
      insert(tables.models(), Map.of("hash", hash, "model", text));
    return Optional.of(hash);
  }

  private long next(String query, Object... values) throws SQLException {
    return Sql.value(connection, query, values).map(Long::parseLong).orElse(0L) + 1;
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String word(HistoryEntry.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String toolVersion() {
    String version = HistoryWriter.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The mode in which the history alone is written. */
  public static final Mode MODE = Mode.TRANSACTION;
}
