package dev.underpin.workflow.database;

import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.TreeMap;

/** Which objects of a file a server may write in other words than the file has. */
public final class AsWritten {
  private AsWritten() {}

  /**
   * A schema from a file: known are the texts that the live schema has too, with what the server
   * tells of them and a file does not keep: the columns that a view uses, its owner and grants.
   */
  public static Schema unlessAlike(Schema file, Schema live) {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(file.objects());
    objects.replaceAll(
        (key, object) -> {
          SchemaObject there = live.objects().get(key);
          return there != null && there.create().equals(object.create())
              ? seen(object, there)
              : object.withCreate(object.create().asWritten());
        });
    return file.withObjects(objects);
  }

  private static SchemaObject seen(SchemaObject object, SchemaObject there) {
    return new SchemaObject(
        object.kind(),
        object.name(),
        object.table(),
        object.create(),
        object.drop(),
        there.dependsOn(),
        there.columns(),
        object.options(),
        there.facts());
  }
}
