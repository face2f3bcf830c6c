package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.lowering.ObjectStatements;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.mysql.catalog.CatalogReader;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
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
 * Brings views, triggers and routines to the server's spelling, and takes the live object where it
 * is the same. An object that does not say as whom it acts is the same whoever that is.
 */
final class ObjectCanonicalizer {
  private final Connection connection;
  private final MysqlDialect dialect;
  private final Catalog live;
  private final Optional<String> collation;
  private final Consumer<Note> notes;

  /**
   * @param collation of the scratch database, where it is not that of the connection's
   */
  ObjectCanonicalizer(
      Connection connection,
      MysqlDialect dialect,
      Catalog live,
      Optional<String> collation,
      Consumer<Note> notes) {
    this.connection = connection;
    this.dialect = dialect;
    this.live = live;
    this.collation = collation;
    this.notes = notes;
  }

  Schema spell(Schema desired) throws SQLException {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(desired.objects());
    objects.replaceAll((key, object) -> object.withCreate(object.create().asWritten()));
    List<SchemaObject> asked = new ArrayList<>();
    for (SchemaObject object : desired.objects().values()) {
      Optional<SchemaObject> same = sameLive(object, object);
      same.ifPresent(o -> objects.put(o.key(), o));
      boolean canBeAsked = object.kind() != Kind.EVENT && object.name().schema().isEmpty();
      if (same.isEmpty() && canBeAsked) asked.add(object);
      boolean differs = same.isEmpty() && live.schema().objects().containsKey(object.key());
      if (differs && !object.name().schema().isEmpty()) {
        notes.accept(
            new Note(
                object.name().toString(),
                "was compared as text: only objects of the URL's own database are brought into canonical form"));
      }
    }
    if (asked.isEmpty()) return desired.withObjects(objects);
    Optional<ScratchDatabase> database =
        ScratchDatabase.open(connection, dialect.flavor(), collation);
    if (database.isEmpty()) {
      asked.forEach(
          o ->
              notes.accept(
                  new Note(
                      o.name().toString(),
                      "was compared as text: this user may not create a scratch database")));
      return desired.withObjects(objects);
    }
    try (ScratchDatabase open = database.get()) {
      assert open != null;
      for (SchemaObject spelled : inDatabase(desired, asked)) objects.put(spelled.key(), spelled);
    }
    return desired.withObjects(objects);
  }

  /** The live object, where the declared one is the same when it is spelled like that. */
  private Optional<SchemaObject> sameLive(SchemaObject declared, SchemaObject spelled) {
    return Optional.ofNullable(live.schema().objects().get(declared.key()))
        .filter(l -> l.options().equals(declared.options()) && isSame(declared, spelled, l));
  }

  private static boolean isSame(SchemaObject declared, SchemaObject spelled, SchemaObject live) {
    boolean definer = ObjectStatements.hasDefiner(declared.create());
    String one =
        definer ? spelled.create().canonical() : ObjectStatements.withoutDefiner(spelled.create());
    String two =
        definer ? live.create().canonical() : ObjectStatements.withoutDefiner(live.create());
    return one.equals(two)
        || declared.kind() == Kind.EVENT
            && one.equals(ObjectStatements.withoutStart(one))
            && one.equals(ObjectStatements.withoutStart(two));
  }

  private List<SchemaObject> inDatabase(Schema desired, List<SchemaObject> asked)
      throws SQLException {
    makeTables(desired, asked);
    List<SchemaObject> waiting = new ArrayList<>(asked);
    for (SchemaObject view : desired.objects().values())
      if (view.kind() == Kind.VIEW && !asked.contains(view)) waiting.add(view);
    make(waiting, asked);
    Schema read =
        dialect.normalize(new CatalogReader(connection, dialect, Scope.ALL).read().schema());
    List<SchemaObject> spelled = new ArrayList<>();
    for (SchemaObject object : asked) {
      Optional<SchemaObject> made = Optional.ofNullable(read.objects().get(object.key()));
      made.ifPresent(m -> spelled.add(sameLive(object, m).orElseGet(() -> spelled(object, m))));
    }
    return spelled;
  }

  private static SchemaObject spelled(SchemaObject object, SchemaObject made) {
    return new SchemaObject(
        object.kind(),
        object.name(),
        object.table(),
        object.create().withCanonical(made.create().canonical()),
        made.drop(),
        made.dependsOn(),
        made.columns(),
        object.options());
  }

  /** The columns of every table that a statement may mean. */
  private void makeTables(Schema desired, List<SchemaObject> asked) throws SQLException {
    Set<String> mentioned = new HashSet<>();
    asked.forEach(o -> mentioned.addAll(ObjectStatements.names(o.create().written())));
    desired.objects().values().stream()
        .filter(o -> o.kind() == Kind.VIEW)
        .forEach(o -> mentioned.addAll(ObjectStatements.names(o.create().written())));
    UncertainParts nothing = new UncertainParts(desired);
    for (Table table : desired.tables().values()) {
      QualifiedName name = table.name();
      if (!name.schema().isEmpty() || !isMentioned(name.name(), mentioned)) continue;
      Table bare = new ScratchTable(table, 0, nothing).table(name.name(), false);
      CatalogRows.execute(connection, dialect.ddl().createTable(bare, false));
    }
  }

  private boolean isMentioned(String table, Set<String> mentioned) {
    return mentioned.contains(table)
        || dialect.engine().smallNames() && mentioned.stream().anyMatch(table::equalsIgnoreCase);
  }

  /** Views depend on views: what fails is tried again as long as something else succeeds. */
  private void make(List<SchemaObject> waiting, List<SchemaObject> asked) throws SQLException {
    boolean more = true;
    while (more) {
      more = false;
      for (SchemaObject object : List.copyOf(waiting)) {
        Optional<SQLException> refused = make(object);
        if (refused.isEmpty()) {
          waiting.remove(object);
          more = true;
        }
      }
    }
    for (SchemaObject object : waiting) {
      Optional<SQLException> refused = make(object);
      if (refused.isPresent() && asked.contains(object))
        notes.accept(SchemaCanonicalizer.notAsked(object.name(), refused.get()));
    }
  }

  private Optional<SQLException> make(SchemaObject object) throws SQLException {
    Optional<SQLException> refused = Optional.empty();
    for (String sql : dialect.ddl().createObject(object)) {
      try {
        CatalogRows.execute(connection, sql);
      } catch (SQLException e) {
        if (connection.isClosed()) throw e;
        refused = Optional.of(e);
      }
    }
    return refused;
  }
}
