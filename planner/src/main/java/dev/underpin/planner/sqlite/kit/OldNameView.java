package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A view that has the old name of a table, and triggers that write to the table what is written to
 * the view (<a href="https://sqlite.org/lang_createtrigger.html#instead_of_trigger">INSTEAD OF
 * triggers</a>). A trigger does not know which columns an INSERT names: one that is left out is
 * NULL like one that is given NULL.
 *
 * @param table the table by its new name
 * @param from its old name
 */
public record OldNameView(SqliteContext context, Table table, QualifiedName from) {
  /** The columns by which a row is found; empty where no row can be told from the others. */
  public List<String> key() {
    Optional<Column> rowid = TableRules.rowidAlias(table);
    if (rowid.isPresent()) return List.of(rowid.get().name());
    boolean withoutRowid = SqliteOptions.isSet(table.options(), SqliteOptions.WITHOUT_ROWID);
    Optional<PrimaryKey> primary = table.primaryKey();
    if (primary.isPresent() && (withoutRowid || areRequired(primary.get().columns())))
      return List.copyOf(primary.get().columns());
    return table.constraintsOf(UniqueConstraint.class).stream()
        .map(UniqueConstraint::columns)
        .filter(this::areRequired)
        .findFirst()
        .map(List::copyOf)
        .orElse(List.of());
  }

  private boolean areRequired(Iterable<String> columns) {
    for (String column : columns)
      if (table.column(column).filter(c -> !c.nullable()).isEmpty()) return false;
    return true;
  }

  private List<String> all() {
    return table.columns().stream().map(Column::name).toList();
  }

  private List<Column> written() {
    return table.columns().stream().filter(c -> c.generated().isEmpty()).toList();
  }

  private SchemaObject view() {
    return object(
        SchemaObject.Kind.VIEW,
        from,
        Optional.empty(),
        context.sql("CREATE VIEW {} AS SELECT {} FROM {}", from, all(), table.name()));
  }

  private SchemaObject onInsert() {
    String name = called("insert");
    return trigger(
        name,
        context.sql(
            "CREATE TRIGGER {} INSTEAD OF INSERT ON {} FOR EACH ROW BEGIN INSERT INTO {} ({}) VALUES ({}); END",
            name,
            from,
            table.name(),
            written().stream().map(Column::name).toList(),
            written().stream().map(this::inserted).toList()));
  }

  private SqlText inserted(Column column) {
    if (!DefaultValues.hasValue(column)) return context.fragment("NEW.{}", column.name());
    return context.fragment(
        "coalesce(NEW.{}, {})",
        column.name(),
        DefaultValues.expression(column.defaultValue().orElseThrow()));
  }

  private SchemaObject onUpdate() {
    String name = called("update");
    List<SqlText> values =
        written().stream().map(c -> context.fragment("{} = NEW.{}", c.name(), c.name())).toList();
    return trigger(
        name,
        context.sql(
            "CREATE TRIGGER {} INSTEAD OF UPDATE ON {} FOR EACH ROW BEGIN UPDATE {} SET {} WHERE {}; END",
            name,
            from,
            table.name(),
            values,
            row()));
  }

  private SchemaObject onDelete() {
    String name = called("delete");
    return trigger(
        name,
        context.sql(
            "CREATE TRIGGER {} INSTEAD OF DELETE ON {} FOR EACH ROW BEGIN DELETE FROM {} WHERE {}; END",
            name,
            from,
            table.name(),
            row()));
  }

  private SqlText row() {
    List<String> key = key();
    SqlText row = context.fragment("{} = OLD.{}", key.get(0), key.get(0));
    for (String column : key.subList(1, key.size()))
      row = context.fragment("{} AND {} = OLD.{}", row, column, column);
    return row;
  }

  /** Under a name that begins with underpin_ the catalog would leave it out. */
  private String called(String event) {
    return "~" + context.temporary(event, from.toString(), table.name().toString());
  }

  private SchemaObject trigger(String name, String create) {
    return object(SchemaObject.Kind.TRIGGER, QualifiedName.of(name), Optional.of(from), create);
  }

  private static SchemaObject object(
      SchemaObject.Kind kind, QualifiedName name, Optional<QualifiedName> on, String create) {
    return new SchemaObject(
        kind,
        name,
        on,
        SqlText.of(create),
        SqliteDdl.drop(kind, name),
        Set.of(),
        Map.of(),
        Options.none());
  }

  /** The view and its triggers, as the catalog has them. */
  private List<SchemaObject> objects() {
    List<SchemaObject> objects = List.of(view(), onInsert(), onUpdate(), onDelete());
    Map<SchemaObject.Key, SchemaObject> byKey = new TreeMap<>();
    objects.forEach(o -> byKey.put(o.key(), o));
    Schema schema =
        context
            .dialect()
            .normalize(Schema.EMPTY.withTables(Map.of(table.name(), table)).withObjects(byKey));
    return objects.stream().map(o -> schema.objects().get(o.key())).toList();
  }

  /** Creates the view and its triggers. */
  public List<String> create() {
    return objects().stream().map(o -> o.create().written()).toList();
  }

  /** Drops the view; SQLite drops its triggers with it. */
  public String drop() {
    return view().drop();
  }

  /** What {@link #create} does to the model. */
  public List<Change> created() {
    return objects().stream().<Change>map(Change.CreateObject::new).toList();
  }

  /** What {@link #drop} does to the model. */
  public List<Change> dropped() {
    List<Change> changes = new ArrayList<>();
    List<SchemaObject> objects = objects();
    for (int i = objects.size() - 1; i >= 0; i--)
      changes.add(new Change.DropObject(objects.get(i)));
    return changes;
  }
}
