package dev.underpin.workflow;

import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.yaml.SchemaWriter;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.words.Names;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a live schema and says it in YAML. */
public final class InspectWorkflow {
  private final Settings settings;

  public InspectWorkflow(Settings settings) {
    this.settings = settings;
  }

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
    Catalog catalog = read();
    TreeMap<String, String> files = new TreeMap<>();
    files.put(file, SchemaWriter.write(catalog.schema(), catalog.defaultNamespace()));
    return new Result(catalog, files, catalog.notes());
  }

  /** One file a table, and {@code objects.yaml} for what belongs to none. */
  public Result inspectSplit() {
    Catalog catalog = read();
    Schema schema = catalog.schema();
    Names names = new Names(catalog.defaultNamespace());
    TreeMap<String, String> files = new TreeMap<>();
    for (QualifiedName name : schema.tables().keySet()) {
      Schema one = Schema.EMPTY.put(schema.tables().get(name));
      files.put(fileName(names.of(name), files), SchemaWriter.write(one, catalog.defaultNamespace()));
    }
    Schema rest = schema.withTables(new TreeMap<>());
    boolean any = !rest.enums().isEmpty() || !rest.sequences().isEmpty() || !rest.objects().isEmpty() || files.isEmpty();
    if (any) files.put(fileName("objects", files), SchemaWriter.write(rest, catalog.defaultNamespace()));
    return new Result(catalog, files, catalog.notes());
  }

  private Catalog read() {
    try (Live live = Live.toRead(settings)) {
      return live.read(live.everything());
    }
  }

  /** A name that every file system takes; two tables whose names differ in case alone get two files. */
  private static String fileName(String table, SortedMap<String, String> taken) {
    String plain = table.replaceAll("[^A-Za-z0-9_.-]", "_");
    String name = plain + ".yaml";
    for (int i = 2; contains(taken, name); i++) name = plain + "-" + i + ".yaml";
    return name;
  }

  private static boolean contains(SortedMap<String, String> taken, String name) {
    return taken.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }
}
