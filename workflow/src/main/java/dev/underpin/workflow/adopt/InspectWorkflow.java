package dev.underpin.workflow.adopt;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.planner.Planner;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.json.Json;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.MissingReference;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.write.SchemaWriter;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.plan.PlanFromNothing;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Reads a live schema, or the one that a file of SQL makes, and says it in YAML.
 *
 * @param access what of grants, owners and default privileges is written
 */
public record InspectWorkflow(Settings settings, Optional<SqlSchema> sql, Set<Access.Kind> access) {
  public InspectWorkflow(Settings settings) {
    this(settings, Optional.empty(), Set.of());
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

    /** The text of all files. */
    String text() {
      return String.join("", files.values());
    }
  }

  /** The whole schema in one file of that name. */
  public Result inspect(String file) {
    return inspect((writer, schema) -> Map.of(file, writer.write(schema)));
  }

  /** The whole schema in one file of that name, as JSON. */
  public Result inspectJson(String file) {
    return inspect((writer, schema) -> Map.of(file, Json.pretty(writer.data(schema)) + "\n"));
  }

  /** The statements that create the whole schema in an empty database, for a plain client. */
  public Result inspectSql(String file) {
    Result read = inspect(file);
    Dialect dialect = Dialects.of(read.catalog().engine());
    PlanResult plan = new PlanFromNothing(settings, dialect).plan(read.catalog(), "inspect");
    if (plan.isRefused()) throw Refusals.plan(plan);
    EnginePlanner engine = Planner.recipes(dialect.engine().id());
    StringBuilder out = new StringBuilder();
    for (String line : engine.filePrologue(read.catalog().defaultNamespace()))
      out.append(line).append('\n');
    for (Step step : plan.plan().steps())
      for (String sql : step.up()) out.append('\n').append(engine.ended(sql)).append('\n');
    return new Result(read.catalog(), new TreeMap<>(Map.of(file, out.toString())), read.notes());
  }

  /** One file a table, and others for what belongs to none. */
  public Result inspectSplit() {
    return inspect(SchemaWriter::writeSplit);
  }

  private Result inspect(BiFunction<SchemaWriter, Schema, Map<String, String>> write) {
    if (sql.isPresent()) {
      SqlSchema.Read read = sql.get().read();
      return written(withAccess(read.catalog()), read.isWhole(), write);
    }
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      Catalog catalog = withAccess(live.readWithAccess(live.everything().withDetails()));
      Schema own = live.ownership().withUnlisted().own(catalog.schema());
      return written(catalog.withSchema(own), !settings.onlyListed(), write);
    }
  }

  /** A schema that was read already, in one file of that name. */
  static Result written(Catalog catalog, boolean everything, String file) {
    return written(catalog, everything, (writer, schema) -> Map.of(file, writer.write(schema)));
  }

  /**
   * The whole as YAML.
   *
   * @param everything true where a kind of which there is nothing is to stay like that
   */
  private static Result written(
      Catalog catalog,
      boolean everything,
      BiFunction<SchemaWriter, Schema, Map<String, String>> write) {
    Dialect dialect = Dialects.of(catalog.engine());
    SchemaWriter writer =
        new SchemaWriter(catalog.defaultNamespace(), dialect::unsaidName)
            .withNamedObjects(dialect::quote, dialect.keepsTriggerTexts());
    writer = writer.withSession(catalog.roles().session());
    if (everything) writer = writer.withKinds(Dialects.kinds(catalog.engine().id()));
    List<Note> notes = new ArrayList<>(catalog.notes());
    notes.addAll(unresolved(catalog.schema()));
    Schema said = withoutUsualComments(catalog.schema(), dialect);
    return new Result(catalog, new TreeMap<>(write.apply(writer, said)), notes);
  }

  private static Schema withoutUsualComments(Schema schema, Dialect dialect) {
    Map<String, String> comments = new TreeMap<>(schema.namespaceComments());
    comments
        .entrySet()
        .removeIf(e -> dialect.usualComment(e.getKey()).equals(Optional.of(e.getValue())));
    return schema.withNamespaceComments(comments);
  }

  private Catalog withAccess(Catalog catalog) {
    Schema schema = catalog.schema();
    return catalog.withSchema(
        schema.withAccessTo(
            schema.access().keySet().stream().filter(key -> access.contains(key.kind())).toList()));
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
