package dev.underpin.workflow.database;

import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.TreeMap;

/** Which objects of a file a server may write in other words than the file has. */
public final class AsWritten {
  private AsWritten() {}

  /** A schema from a file: known are the texts that the live schema has too. */
  public static Schema unlessAlike(Schema file, Schema live) {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(file.objects());
    objects.replaceAll(
        (key, object) -> {
          SchemaObject there = live.objects().get(key);
          boolean same = there != null && there.create().equals(object.create());
          return same ? object : object.withCreate(object.create().asWritten());
        });
    return file.withObjects(objects);
  }
}
