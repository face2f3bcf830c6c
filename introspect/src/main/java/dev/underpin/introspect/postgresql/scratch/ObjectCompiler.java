package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.postgresql.catalog.NamespaceObjects;
import dev.underpin.introspect.postgresql.connection.Snapshot;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Lets the server compile the declared views, routines, triggers and the like: they are created in
 * the temporary namespace, over copies of the tables that are to be, in a transaction that is
 * rolled back. What is read back is the server's own text, its identity and what it uses. No table
 * of anybody's is locked for more than a SELECT.
 */
public final class ObjectCompiler {
  private final Connection connection;
  private final PostgresDialect dialect;
  private final Catalog live;
  private final Schema there;
  private final Consumer<Note> notes;
  private final ScratchNames names;

  /**
   * @param there what of the live schema is where the connection leads: nothing, on another server
   */
  public ObjectCompiler(
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
    this.names = new ScratchNames(live.defaultNamespace());
  }

  /** The schema, with its objects as the server has them or would have them. */
  public Schema spell(Schema desired) throws SQLException {
    ScratchTypes types = new ScratchTypes(desired, there, live.defaultNamespace(), dialect);
    CompiledObjects compiled =
        new CompiledObjects(live.schema(), names, types::fromScratch, live.defaultNamespace());
    TreeMap<SchemaObject.Key, SchemaObject> spelled = new TreeMap<>();
    List<SchemaObject> asked = new ArrayList<>();
    for (SchemaObject object : desired.objects().values()) {
      Optional<SchemaObject> same = compiled.known(object);
      same.ifPresent(s -> spelled.put(s.key(), s));
      if (same.isEmpty()) asked.add(object);
    }
    if (asked.isEmpty()) return desired.withObjects(spelled);
    boolean own = connection.getAutoCommit();
    if (own) connection.setAutoCommit(false);
    Savepoint start = own ? null : connection.setSavepoint();
    try {
      Map<SchemaObject.Key, SchemaObject> read =
          compile(desired, asked, new CompiledWorld(desired, there, asked), types, own);
      Map<String, String> indexes =
          new ScratchIndexes(connection, dialect, names, notes).read(asked);
      for (SchemaObject object : asked) {
        SchemaObject one = compiled.of(object, read, indexes);
        spelled.put(one.key(), one);
      }
      return desired.withObjects(spelled);
    } finally {
      if (!connection.isClosed()) {
        if (start == null) connection.rollback();
        else connection.rollback(start);
        if (own) connection.setAutoCommit(true);
      }
    }
  }

  private Map<SchemaObject.Key, SchemaObject> compile(
      Schema desired,
      List<SchemaObject> asked,
      CompiledWorld world,
      ScratchTypes types,
      boolean own)
      throws SQLException {
    for (Table table : world.tables()) names.add(table.name());
    for (SchemaObject object : world.objects()) {
      if (object.table().isEmpty()) names.add(object);
    }
    ScratchItems scratch = new ScratchItems(connection, names, types);
    List<ScratchItems.Item> items = new ArrayList<>();
    world.tables().forEach(table -> items.add(item(table)));
    world.objects().forEach(object -> items.add(scratch.of(object)));
    try {
      new ScratchExtensions(connection, dialect, live.defaultNamespace())
          .create(desired, there, own);
      StringBuilder sql = new StringBuilder(own ? "SET TRANSACTION READ WRITE; " : "");
      sql.append(Snapshot.searchPath(dialect, "pg_temp, " + dialect.quote(live.defaultNamespace())))
          .append("; SET LOCAL lock_timeout TO '2s'; SET LOCAL statement_timeout TO '60s'")
          .append(
              "; SET LOCAL client_min_messages TO error; SET LOCAL check_function_bodies TO off")
          .append("; CREATE TYPE pg_temp.underpin_may_ask AS ENUM ()");
      for (EnumType copy : types.copies())
        sql.append("; ").append(dialect.ddl("").createEnum(copy));
      CatalogRows.execute(connection, sql.toString());
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      notes.accept(new Note("", whyNot(Rejections.message(e))));
      return Map.of();
    }
    tell(desired, asked, world, scratch.create(items));
    String namespace = scratch.namespace();
    return NamespaceObjects.read(
        connection, dialect, namespace, List.copyOf(live.schema().namespaces()));
  }

  /** Of what the server did not take: what is certainly wrong is an error. */
  private void tell(
      Schema desired,
      List<SchemaObject> asked,
      CompiledWorld world,
      Map<ScratchItems.Item, SQLException> failed) {
    Rejections rejections = Rejections.ofObjects(desired, there, there != live.schema());
    Set<String> copied = new HashSet<>();
    for (Table table : world.tables())
      if (there.table(table.name()).isPresent()) copied.add(table.name().name());
    failed.keySet().forEach(item -> rejections.uncertain(item.name()));
    failed.forEach(
        (item, e) -> {
          Optional<SchemaObject> object = item.object();
          if (object.isEmpty()) return;
          boolean certain =
              asked.contains(object.get()) && rejections.isCertain(e, object.get(), copied);
          notes.accept(
              certain
                  ? Note.rejected(ObjectRef.object(object.get()), Rejections.words(e))
                  : new Note(object.get().name().toString(), whyNot(Rejections.message(e))));
        });
  }

  private static String whyNot(String message) {
    return "the server could not give the canonical form of this (%s); it is compared as text"
        .formatted(message);
  }

  private ScratchItems.Item item(Table table) {
    return new ScratchItems.Item(
        table.name(), dialect.ddl("").createTable(bare(table), false), Optional.empty());
  }

  /** Its columns and its key are all that others can read. */
  private Table bare(Table table) {
    QualifiedName name = names.add(table.name());
    List<Column> columns =
        table.columns().stream()
            .map(
                c ->
                    Column.of(c.name(), names.toScratch(c.type()))
                        .withCollation(c.collation().map(names::collationToScratch)))
            .toList();
    List<PrimaryKey> key =
        table.primaryKey().stream()
            .map(
                k ->
                    new PrimaryKey(
                        Optional.empty(), k.keys(), List.of(), k.deferrability(), Options.none()))
            .toList();
    return new Table(name, columns, List.copyOf(key), List.of(), Optional.empty(), Options.none());
  }
}
