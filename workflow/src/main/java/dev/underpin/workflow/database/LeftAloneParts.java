package dev.underpin.workflow.database;

import dev.underpin.schema.NameWords;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of the live schema a plan leaves alone and a declared view, trigger or routine mentions. The
 * server needs it to compile these.
 *
 * @param onlyListed true where tables that are not declared are left alone
 */
record LeftAloneParts(Schema live, Ownership owned, boolean onlyListed) {
  /** A desired schema with these parts. */
  Schema addedTo(Schema desired) {
    TreeMap<QualifiedName, Table> tables = new TreeMap<>(desired.tables());
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(desired.objects());
    Set<SchemaObject.Kind> managed = EnumSet.noneOf(SchemaObject.Kind.class);
    desired.objects().values().forEach(object -> managed.add(object.kind()));
    Deque<SchemaObject> toRead = new ArrayDeque<>(desired.objects().values());
    while (!toRead.isEmpty()) {
      NameWords words = new NameWords(toRead.remove().create().written());
      for (QualifiedName name : live.tables().keySet()) {
        if (isLeftAlone(name) && words.mentions(name.name()))
          tables.putIfAbsent(name, live.tables().get(name));
      }
      for (SchemaObject object : live.objects().values()) {
        boolean alone =
            !managed.contains(object.kind()) || !owned.isOwn(SchemaPart.of(object.key()));
        boolean mentioned = alone && words.mentions(object.name().name());
        if (mentioned && objects.putIfAbsent(object.key(), object) == null) toRead.add(object);
      }
    }
    return desired.withTables(tables).withObjects(objects);
  }

  private boolean isLeftAlone(QualifiedName table) {
    return onlyListed || !owned.isOwn(SchemaPart.of(SchemaPart.TABLE, table));
  }

  /**
   * A schema without what was added. The server may have given a declared routine other arguments
   * in its name than the YAML.
   *
   * @param all the desired schema with these parts
   */
  static Schema removedFrom(Schema spelled, Schema all, Schema desired) {
    TreeMap<QualifiedName, Table> tables = new TreeMap<>(spelled.tables());
    tables.keySet().retainAll(desired.tables().keySet());
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(spelled.objects());
    Set<SchemaObject.Key> added = new HashSet<>(all.objects().keySet());
    added.removeAll(desired.objects().keySet());
    objects.keySet().removeAll(added);
    return spelled.withTables(tables).withObjects(objects);
  }

  /** The tables and objects of a schema, as what declares them. */
  static Set<ObjectRef> refs(Schema schema) {
    Set<ObjectRef> refs = new HashSet<>();
    schema.tables().keySet().forEach(name -> refs.add(ObjectRef.table(name)));
    schema.objects().values().forEach(object -> refs.add(ObjectRef.object(object)));
    return refs;
  }
}
