package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.postgresql.catalog.TableBuilder;
import dev.underpin.introspect.postgresql.catalog.TableReader;
import dev.underpin.introspect.postgresql.connection.Snapshot;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks the server how it would write what is desired: temporary tables are made and read back in a
 * transaction that is rolled back. They need no right but TEMP, which everybody has where nobody
 * took it away, and touch no table of anybody's: foreign keys are not sent, since they lock their
 * parent.
 *
 * <p>The tables have their own names, so that expressions that use them can be read; the temporary
 * namespace is searched before people's, so that nothing read back is qualified with it, but after
 * the system's, since a table called {@code date} would else hide the type. Locks end with each
 * batch.
 */
public final class SchemaCanonicalizer {
  private static final int BATCH = 200;

  private final Connection connection;
  private final PostgresDialect dialect;
  private final Catalog live;
  private final Schema there;
  private final Consumer<Note> notes;

  /**
   * @param there what of the live schema is where the connection leads: nothing, on another server
   */
  public SchemaCanonicalizer(
      Connection connection,
      PostgresDialect dialect,
      Catalog live,
      Schema there,
      Consumer<Note> notes) {
    this.connection = connection;
    this.dialect = dialect;
    this.live = live;
    this.there = there;
    this.notes = notes;
  }

  public Schema spell(Schema declared) throws SQLException {
    Schema desired =
        declared.mapTables(
            table ->
                live.schema()
                    .table(table.name())
                    .map(other -> CanonicalForm.recognize(table, other))
                    .orElse(table));
    ScratchTypes types = new ScratchTypes(desired, there, live.defaultNamespace(), dialect);
    ScratchObjects objects = new ScratchObjects(desired, there, live.defaultNamespace(), types);
    UncertainParts questions =
        new UncertainParts(desired, live.schema(), live.defaultNamespace(), objects.changed());
    List<Table> asked = desired.tables().values().stream().filter(questions::mustTry).toList();
    PartitionBounds bounds = new PartitionBounds(desired, live.schema(), objects, dialect);
    if (asked.isEmpty() && bounds.asked().isEmpty()) return desired;
    boolean own = connection.getAutoCommit();
    if (own) connection.setAutoCommit(false);
    Savepoint start = null;
    try {
      if (!own) start = connection.setSavepoint();
      return ask(desired, asked, bounds, questions, objects, own);
    } finally {
      if (own) {
        connection.rollback();
        connection.setAutoCommit(true);
      } else if (start != null) {
        connection.rollback(start);
        connection.releaseSavepoint(start);
      }
    }
  }

  private Schema ask(
      Schema desired,
      List<Table> asked,
      PartitionBounds bounds,
      UncertainParts questions,
      ScratchObjects objects,
      boolean own)
      throws SQLException {
    Rejections rejections = Rejections.ofTables(desired, there, there != live.schema(), dialect);
    try {
      new ScratchExtensions(connection, dialect, live.defaultNamespace())
          .create(desired, there, own);
      prepare(desired, objects.enums(), own);
      List<Table> all = new ArrayList<>(asked);
      all.addAll(bounds.asked());
      objects.create(connection, all).forEach(rejections::uncertain);
      // From here on nothing hides what is the server's.
      CatalogRows.execute(connection, searchPath("pg_catalog, pg_temp"));
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      notes.accept(
          new Note(
              "",
              """
              The server could not give the canonical form of expressions (%s); they are \
              compared as text, so a difference may be one of form only."""
                  .formatted(Rejections.message(e))));
      return desired;
    }
    Map<QualifiedName, Table> spelled = new HashMap<>(desired.tables());
    for (List<Table> batch : batches(asked)) {
      for (Table table : askBatch(batch, objects, questions, rejections))
        spelled.put(table.name(), table);
    }
    return bounds.spell(connection, desired.withTables(spelled), notes);
  }

  private void prepare(Schema desired, List<EnumType> enums, boolean own) throws SQLException {
    StringBuilder sql = new StringBuilder(own ? "SET TRANSACTION READ WRITE; " : "");
    sql.append(searchPath("pg_temp"))
        .append("; SET LOCAL lock_timeout TO '2s'; SET LOCAL statement_timeout TO '60s'")
        .append("; SET LOCAL client_min_messages TO error; SET LOCAL default_tablespace TO ''")
        .append("; SET LOCAL default_table_access_method TO heap")
        .append("; SET LOCAL check_function_bodies TO off")
        .append("; CREATE TYPE pg_temp.underpin_may_ask AS ENUM ()");
    for (EnumType copy : enums) sql.append("; ").append(dialect.ddl("").createEnum(copy));
    for (Sequence sequence : desired.sequences().values()) {
      boolean missing =
          sequence.name().schema().equals(live.defaultNamespace())
              && !there.sequences().containsKey(sequence.name());
      if (missing) {
        sql.append("; CREATE SEQUENCE ")
            .append(dialect.quote(new QualifiedName("pg_temp", sequence.name().name())));
      }
    }
    CatalogRows.execute(connection, sql.toString());
  }

  private String searchPath(String first) {
    return Snapshot.searchPath(dialect, first + ", " + dialect.quote(live.defaultNamespace()));
  }

  /** Batches in which no two tables have the same name. */
  private static List<List<Table>> batches(List<Table> tables) {
    List<List<Table>> batches = new ArrayList<>();
    List<Table> rest = tables;
    while (!rest.isEmpty()) {
      List<Table> batch = new ArrayList<>();
      List<Table> later = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (Table table : rest) {
        boolean fits = batch.size() < BATCH && names.add(table.name().name());
        (fits ? batch : later).add(table);
      }
      batches.add(batch);
      rest = later;
    }
    return batches;
  }

  private List<Table> askBatch(
      List<Table> batch, ScratchObjects objects, UncertainParts questions, Rejections rejections)
      throws SQLException {
    List<ScratchTable> scratch = new ArrayList<>();
    for (Table table : batch)
      scratch.add(new ScratchTable(table, scratch.size(), objects, dialect, questions));
    Savepoint before = connection.setSavepoint();
    try {
      StringBuilder sql = new StringBuilder();
      for (ScratchTable table : scratch)
        for (String s : table.statements()) sql.append(s).append(";\n");
      CatalogRows.execute(connection, sql.toString());
      return readBack(scratch);
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      connection.rollback(before);
      return batch.size() > 1
          ? askOneByOne(batch, objects, questions, rejections)
          : List.of(askInPieces(scratch.get(0), rejections));
    } finally {
      if (!connection.isClosed()) connection.rollback(before);
    }
  }

  private List<Table> askOneByOne(
      List<Table> batch, ScratchObjects objects, UncertainParts questions, Rejections rejections)
      throws SQLException {
    List<Table> spelled = new ArrayList<>();
    for (Table table : batch)
      spelled.addAll(askBatch(List.of(table), objects, questions, rejections));
    return spelled;
  }

  /** The parts of a table one by one; what fails keeps its text, and a note says so. */
  private Table askInPieces(ScratchTable table, Rejections rejections) throws SQLException {
    Set<String> failed = new HashSet<>();
    for (ScratchTable.Piece piece : table.pieces()) {
      // What names a failed column would fail for it.
      if (piece.words().stream().anyMatch(failed::contains)) continue;
      Savepoint before = connection.setSavepoint();
      try {
        CatalogRows.execute(connection, piece.sql());
        connection.releaseSavepoint(before);
      } catch (SQLException e) {
        if (connection.isClosed()) throw e;
        connection.rollback(before);
        if (piece.ref().isEmpty()) {
          notes.accept(note(table.desired().name().toString(), e));
          return table.desired();
        }
        ObjectRef ref = piece.ref().get();
        if (ref.part().equals("columns")) failed.add(ref.name());
        boolean certain = piece.tried() && rejections.isCertain(e, piece.words());
        notes.accept(
            certain ? Note.rejected(ref, Rejections.words(e)) : note(subject(table, ref), e));
      }
    }
    return readBack(List.of(table)).get(0);
  }

  private static String subject(ScratchTable table, ObjectRef ref) {
    String name = table.desired().name().toString();
    return ref.name().isEmpty() ? name : name + "." + ref.name();
  }

  private static Note note(String subject, SQLException e) {
    return new Note(
        subject,
        "the server could not give the canonical form of this (%s); it is compared as text"
            .formatted(Rejections.message(e)));
  }

  private List<Table> readBack(List<ScratchTable> scratch) throws SQLException {
    Map<Long, TableBuilder> builders = new HashMap<>();
    List<String> namespace = new ArrayList<>();
    CatalogRows.each(
        connection,
        """
        SELECT c.oid, c.relname AS name, n.nspname AS schema FROM pg_catalog.pg_class c JOIN \
        pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relnamespace = \
        pg_catalog.pg_my_temp_schema() AND c.relkind = 'r'""",
        row -> {
          QualifiedName name = QualifiedName.of(row.text("name"));
          builders.put(row.number("oid"), new TableBuilder(name));
          if (namespace.isEmpty()) namespace.add(row.text("schema"));
        },
        List.of());
    new TableReader(connection, dialect, namespace, builders).read();
    Map<String, Table> found = new HashMap<>();
    builders.values().forEach(b -> found.put(b.name.name(), b.build()));
    List<Table> spelled = new ArrayList<>();
    for (ScratchTable table : scratch) spelled.add(table.merge(found));
    return spelled;
  }
}
