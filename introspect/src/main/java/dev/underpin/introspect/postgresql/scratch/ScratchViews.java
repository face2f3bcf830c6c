package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.lowering.DeclaredObjects;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.postgresql.connection.Snapshot;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds out on another server which declared views are those that are live: what the live one reads
 * is made there as temporary tables and views, and above them the live view and the declared one,
 * which that server then writes alike or not.
 */
public final class ScratchViews {
  private static final String DECLARED = "underpin_declared";
  private static final String LIVE = "underpin_live";
  private static final String ALIKE =
      """
      SELECT 'alike' FROM pg_catalog.pg_class a, pg_catalog.pg_class b
      WHERE a.oid = 'pg_temp.underpin_declared'::pg_catalog.regclass
        AND b.oid = 'pg_temp.underpin_live'::pg_catalog.regclass
        AND pg_catalog.pg_get_viewdef(a.oid) = pg_catalog.pg_get_viewdef(b.oid)
        AND a.reloptions IS NOT DISTINCT FROM b.reloptions
        AND (SELECT array_agg(attname ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = a.oid)
          = (SELECT array_agg(attname ORDER BY attnum) FROM pg_catalog.pg_attribute WHERE attrelid = b.oid)
      """;

  private final Connection connection;
  private final PostgresDialect dialect;
  private final Catalog live;
  private final ScratchTypes types;
  private final Consumer<Note> notes;

  public ScratchViews(
      Connection connection, PostgresDialect dialect, Catalog live, Consumer<Note> notes) {
    this.connection = connection;
    this.dialect = dialect;
    this.live = live;
    this.types = new ScratchTypes(live.schema(), Schema.EMPTY, live.defaultNamespace(), dialect);
    this.notes = notes;
  }

  /** The schema, with what is live already in the words of the live catalog. */
  public Schema spell(Schema desired) throws SQLException {
    TreeMap<SchemaObject.Key, SchemaObject> spelled = new TreeMap<>(desired.objects());
    spelled.replaceAll((key, object) -> object.withCreate(object.create().asWritten()));
    for (SchemaObject object : desired.objects().values()) {
      SchemaObject there = live.schema().objects().get(object.key());
      if (there == null) continue;
      if (object.create().equals(there.create()) || isAlike(object, there))
        spelled.put(object.key(), there);
    }
    return desired.withObjects(spelled);
  }

  private boolean isAlike(SchemaObject declared, SchemaObject there) throws SQLException {
    Optional<String> one = DeclaredObjects.asTemporary(declared.create().written(), DECLARED);
    Optional<String> two = DeclaredObjects.asTemporary(there.create().written(), LIVE);
    if (declared.kind() != Kind.VIEW || one.isEmpty() || two.isEmpty()) return false;
    connection.setAutoCommit(false);
    try {
      CatalogRows.execute(
          connection,
          "SET TRANSACTION READ WRITE; "
              + Snapshot.searchPath(dialect, "pg_temp, " + dialect.quote(live.defaultNamespace())));
      for (EnumType copy : types.copies())
        CatalogRows.execute(connection, dialect.ddl("").createEnum(copy));
      makeWhatIsRead(there, new HashSet<>());
      CatalogRows.execute(connection, one.get());
      CatalogRows.execute(connection, two.get());
      List<String> alike = new ArrayList<>();
      CatalogRows.first(connection, ALIKE, alike::add);
      return !alike.isEmpty();
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      notes.accept(
          new Note(
              declared.name().toString(),
              """
              the scratch server could not give the canonical form of this (%s); it is compared as \
              text"""
                  .formatted(ScratchTable.message(e))));
      return false;
    } finally {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private void makeWhatIsRead(SchemaObject reader, Set<QualifiedName> made) throws SQLException {
    for (QualifiedName name : reader.dependsOn()) {
      if (!made.add(name)) continue;
      Optional<Table> table = live.schema().table(name);
      if (table.isPresent()) {
        for (String sql : dialect.ddl("").createTable(bare(table.get()), false))
          CatalogRows.execute(connection, sql);
        continue;
      }
      Optional<SchemaObject> view =
          live.schema().objects().values().stream()
              .filter(o -> o.kind() == Kind.VIEW && o.name().equals(name))
              .findFirst();
      if (view.isEmpty()) continue;
      makeWhatIsRead(view.get(), made);
      Optional<String> create =
          DeclaredObjects.asTemporary(view.get().create().written(), name.name());
      if (create.isPresent()) CatalogRows.execute(connection, create.get());
    }
  }

  /** Its columns are all that a view can read. */
  private Table bare(Table table) {
    return new Table(
        new QualifiedName("pg_temp", table.name().name()),
        table.columns().stream()
            .map(c -> Column.of(c.name(), types.toScratch(c.type())).withCollation(c.collation()))
            .toList(),
        List.of(),
        List.of(),
        Optional.empty(),
        Options.none());
  }
}
