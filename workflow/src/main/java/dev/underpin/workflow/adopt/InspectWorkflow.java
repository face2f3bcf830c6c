package dev.underpin.workflow.adopt;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.MissingReference;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.write.SchemaWriter;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads a live schema and says it in YAML. */
public record InspectWorkflow(Settings settings) {
  /**
   * A live schema as YAML.
   *
   * @param files the text by file name: one file, or one a table
   */
  public record Result(Catalog catalog, SortedMap<String, String> files, List<Note> notes) {
    public Result {
      notes = List.copyOf(notes);
    }
  }

  /** The whole schema in one file of that name. */
  public Result inspect(String file) {
    return inspect((writer, schema) -> Map.of(file, writer.write(schema)));
  }

  /** One file a table, and others for what belongs to none. */
  public Result inspectSplit() {
    return inspect(SchemaWriter::writeSplit);
  }

  private Result inspect(BiFunction<SchemaWriter, Schema, Map<String, String>> write) {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      Catalog catalog = live.read(live.everything());
      Dialect dialect = live.database().dialect();
      SchemaWriter writer = new SchemaWriter(catalog.defaultNamespace(), dialect::unsaidName);
      List<Note> notes = new ArrayList<>(catalog.notes());
      notes.addAll(unresolved(catalog.schema()));
      return new Result(catalog, new TreeMap<>(write.apply(writer, catalog.schema())), notes);
    }
  }

  /** The foreign keys that get the mark {@code unresolved}. */
  private static List<Note> unresolved(Schema schema) {
    List<Note> notes = new ArrayList<>();
    for (Table table : schema.tables().values()) {
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        for (MissingReference missing : MissingReference.of(key, schema.tables())) {
          notes.add(
              new Note(
                  table.name().toString(),
                  "the foreign key on %s cannot be resolved: %s. It is marked \"unresolved\"."
                      .formatted(String.join(", ", key.columnList()), missing.problem())));
        }
      }
    }
    return notes;
  }
}
