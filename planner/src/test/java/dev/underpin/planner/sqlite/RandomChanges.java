package dev.underpin.planner.sqlite;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns one schema into another by a few changes, and keeps the hints that the way needs. */
final class RandomChanges {
  private final Choices choices;
  private final RandomSchemas schemas;
  private final Dialect dialect;
  private final TreeMap<QualifiedName, QualifiedName> renamedTables = new TreeMap<>();
  private final TreeMap<ColumnRef, String> renamedColumns = new TreeMap<>();
  private final TreeMap<ColumnRef, SqlText> backfills = new TreeMap<>();
  private Schema schema;

  RandomChanges(Choices choices, Schema start, Dialect dialect) {
    this.choices = choices;
    this.schemas = new RandomSchemas(choices);
    this.dialect = dialect;
    this.schema = start;
    renames();
    objects();
    int changes = 1 + choices.below(5);
    for (int i = 0; i < changes; i++) change();
    schema = RandomSchemas.sound(schema);
    renamedTables.keySet().removeIf(t -> schema.table(t).isEmpty());
    renamedColumns.keySet().removeIf(this::isGone);
    backfills.keySet().removeIf(this::isGone);
  }

  /** A hint stands at what is declared. */
  private boolean isGone(ColumnRef column) {
    return schema.table(column.table()).flatMap(t -> t.column(column.column())).isEmpty();
  }

  Schema schema() {
    return schema;
  }

  Hints hints() {
    return new Hints(
        renamedTables,
        renamedColumns,
        backfills,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeSet<>(),
        Set.of());
  }

  private void renames() {
    if (choices.oneIn(4)) {
      QualifiedName from = schemas.any(schema).name();
      QualifiedName to = from.withName(from.name() + "_new");
      apply(new RenameTable(from, to));
      renamedTables.put(to, from);
    }
    if (choices.oneIn(3)) {
      Table table = schemas.any(schema);
      String from = choices.of(table.columns()).name();
      if (from.equals("id")) return;
      apply(new RenameColumn(table.name(), from, from + "_new"));
      renamedColumns.put(new ColumnRef(table.name(), from + "_new"), from);
    }
  }

  private void apply(Change effect) {
    ModelState state = new ModelState(schema, dialect);
    state.apply(effect);
    schema = state.schema();
  }

  private void change() {
    if (schema.tables().isEmpty()) return;
    Table table = schemas.any(schema);
    switch (choices.below(15)) {
      case 14 -> risky(table);
      case 0, 1 -> addColumn(table);
      case 2, 3 -> dropColumn(table);
      case 4 -> put(schemas.decorated(table));
      case 5 -> dropConstraint(table);
      case 6 -> dropIndex(table);
      case 7 -> put(schemas.referencing(table, schema));
      case 8 -> schema = schema.put(schemas.table("n" + choices.below(3)));
      case 9 -> dropTable(table);
      case 10 -> alter(table);
      case 11 -> alter(table);
      case 12 -> put(options(table));
      default -> identity(table);
    }
  }

  private void objects() {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(schema.objects());
    if (!objects.isEmpty() && choices.oneIn(3)) objects.remove(objects.firstKey());
    if (!objects.isEmpty() && choices.oneIn(3)) {
      SchemaObject old = objects.remove(objects.lastKey());
      SqlText create =
          SqlText.of(old.create().written().replace(" 0", " 1").replace("id = id", "id = id + 0"));
      SchemaObject other = old.withCreate(create);
      objects.put(other.key(), other);
    }
    schema = schema.withObjects(objects);
  }

  private void put(Table table) {
    schema = schema.put(table);
  }

  private void addColumn(Table table) {
    String name = choices.oneIn(2) ? "added" : "more";
    if (table.column(name).isPresent()) return;
    Column column = schemas.column(table, name);
    if (column.generated().isEmpty() && choices.oneIn(4)) {
      column = column.withNullable(false).withDefault(Optional.empty());
      backfills.put(new ColumnRef(table.name(), name), RandomSchemas.constant(column.type()));
    }
    put(RandomSchemas.withColumn(table, column));
  }

  private void dropColumn(Table table) {
    Column column = choices.of(table.columns());
    if (column.name().equals("id")) return;
    put(RandomSchemas.without(table, column.name()));
  }

  private void dropConstraint(Table table) {
    List<Constraint> some =
        table.constraints().stream()
            .filter(c -> !(c instanceof PrimaryKey) && !c.columns().contains("id"))
            .toList();
    if (some.isEmpty()) return;
    Constraint gone = choices.of(some);
    put(table.filterConstraints(c -> c != gone));
  }

  private void dropIndex(Table table) {
    if (table.indexes().isEmpty()) return;
    Index gone = choices.of(table.indexes());
    put(table.withIndexes(table.indexes().stream().filter(i -> i != gone).toList()));
  }

  private void dropTable(Table table) {
    TreeMap<SchemaObject.Key, SchemaObject> objects = new TreeMap<>(schema.objects());
    objects
        .values()
        .removeIf(
            o ->
                o.table().filter(table.name()::equals).isPresent()
                    || o.dependsOn().contains(table.name()));
    schema =
        schema
            .withObjects(objects)
            .withoutTable(table.name())
            .mapTables(
                t ->
                    t.filterConstraints(
                        c -> !(c instanceof ForeignKey f && f.references().equals(table.name()))));
  }

  private void alter(Table table) {
    Column column = choices.of(table.columns());
    if (column.name().equals("id") || column.generated().isPresent()) return;
    Column changed =
        switch (choices.below(5)) {
          case 0 -> column.withType(schemas.type(table));
          case 1 -> column.withDefault(Optional.of(RandomSchemas.constant(column.type())));
          case 2 -> column.withDefault(Optional.empty()).withNullable(true);
          case 3 -> {
            backfills.put(
                new ColumnRef(table.name(), column.name()), RandomSchemas.constant(column.type()));
            yield column.withNullable(false);
          }
          default -> column.withCollation(Optional.of("RTRIM"));
        };
    put(table.mapColumns(c -> c.equals(column) ? changed : c));
  }

  /** What the rows may well be in the way of. */
  private void risky(Table table) {
    Column column = choices.of(table.columns());
    String name = column.name();
    if (name.equals("id") || column.generated().isPresent()) return;
    Constraint unique = UniqueConstraint.of(Optional.empty(), List.of(name));
    Constraint check =
        CheckConstraint.of(
            Optional.of("risky"), SqlText.of(name + " <> 3 AND typeof(" + name + ") <> 'text'"));
    boolean already =
        table.constraints().contains(unique)
            || table.constraint("risky").isPresent()
            || table.index("risky_" + table.name()).isPresent();
    if (already) return;
    put(
        switch (choices.below(5)) {
          case 0 -> table.mapColumns(c -> c.equals(column) ? c.withNullable(false) : c);
          case 1 -> RandomSchemas.with(table, unique);
          case 2 -> RandomSchemas.with(table, check);
          case 3 ->
              RandomSchemas.with(table, Index.of("risky_" + table.name(), true, List.of(name)));
          default ->
              RandomSchemas.with(
                  table,
                  ForeignKey.of(
                      Optional.empty(), List.of(name), schemas.any(schema).name(), List.of("id")));
        });
  }

  /** STRICT or not, where the types allow it. */
  private Table options(Table table) {
    boolean fits =
        table.columns().stream()
            .allMatch(c -> List.of("TEXT", "INTEGER", "REAL", "BLOB", "INT").contains(c.type()));
    if (!fits) return table;
    Optional<String> other = RandomSchemas.isStrict(table) ? Optional.empty() : Optional.of("true");
    return table.withOptions(Options.with(table.options(), SqliteOptions.STRICT, other));
  }

  /** AUTOINCREMENT or not. */
  private void identity(Table table) {
    Column id = table.column("id").orElseThrow();
    boolean alias =
        id.type().equals("INTEGER") && table.primaryKey().isPresent() && id.generated().isEmpty();
    if (!alias) return;
    Optional<Identity> other =
        id.identity().isPresent()
            ? Optional.empty()
            : Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT));
    put(table.mapColumns(c -> c.equals(id) ? id.withIdentity(other) : c));
  }
}
