package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.ObjectHead;
import dev.underpin.dialect.mysql.lowering.ObjectStatements;
import dev.underpin.dialect.mysql.options.ObjectOptions;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.sqltext.StatementWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  Schema spell(Schema given) throws SQLException {
    Schema desired = given.withObjects(completed(given));
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(desired.objects());
    objects.replaceAll((key, object) -> object.withCreate(object.create().asWritten()));
    ScratchObjects scratch = new ScratchObjects(connection, dialect, live, desired, notes);
    List<SchemaObject> differing = new ArrayList<>();
    for (SchemaObject object : desired.objects().values()) {
      Optional<SchemaObject> same = sameLive(object, object);
      same.ifPresent(o -> objects.put(o.key(), o));
      if (same.isEmpty()) differing.add(object);
      boolean differs = same.isEmpty() && live.schema().objects().containsKey(object.key());
      if (differs && !object.name().schema().isEmpty()) {
        notes.accept(
            new Note(
                object.name().toString(),
                "was compared as text: only objects of the URL's own database are brought into canonical form"));
      }
    }
    List<SchemaObject> asked = scratch.asked(differing);
    if (asked.isEmpty()) return desired.withObjects(objects);
    Optional<ScratchDatabase> database =
        ScratchDatabase.open(connection, dialect.flavor(), collation);
    if (database.isEmpty()) {
      differing.forEach(
          o ->
              notes.accept(
                  new Note(
                      o.name().toString(),
                      "was compared as text: this user may not create a scratch database")));
      return desired.withObjects(objects);
    }
    try (ScratchDatabase open = database.get()) {
      assert open != null;
      Schema read = scratch.make(asked);
      for (SchemaObject object : asked) {
        Optional<SchemaObject> made = Optional.ofNullable(read.objects().get(object.key()));
        made.ifPresent(
            m ->
                objects.put(object.key(), sameLive(object, m).orElseGet(() -> spelled(object, m))));
      }
    }
    return desired.withObjects(objects);
  }

  /** The declared objects, with what they leave open as the live ones have it. */
  private TreeMap<SchemaObject.Key, SchemaObject> completed(Schema desired) {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(desired.objects());
    objects.replaceAll(
        (key, object) -> {
          SchemaObject there = live.schema().objects().get(key);
          return there == null ? object : completed(object, there);
        });
    return objects;
  }

  private static SchemaObject completed(SchemaObject object, SchemaObject there) {
    SchemaObject declared = ObjectOptions.completed(object, there);
    String written = declared.create().written();
    Optional<String> definer = ObjectHead.definer(there.create().written());
    if (definer.isEmpty() || ObjectHead.definer(written).isPresent()) return declared;
    return declared.withCreate(
        ObjectStatements.normalized(SqlText.of(ObjectHead.withDefiner(written, definer.get()))));
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
        || StatementWords.areSame(one, two, "", false)
        || declared.kind() == Kind.EVENT
            && one.equals(ObjectStatements.withoutStart(one))
            && one.equals(ObjectStatements.withoutStart(two));
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
}
