package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
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
import java.util.stream.Stream;

/**
 * A column beside another, for its new name: two triggers give each of the two what is written to
 * the other.
 *
 * <p>A trigger of SQLite cannot change the row that is being written (<a
 * href="https://sqlite.org/lang_createtrigger.html">CREATE TRIGGER</a>), so these update it after
 * that, where the two columns differ. Values are compared byte by byte and with their type: a
 * collation, and {@code 1 = 1.0}, would hide a change.
 *
 * @param column the first column, as it is
 * @param to the name of the second one
 */
public record SecondColumn(SqliteContext context, Table table, Column column, String to) {
  private static final List<String> ROWIDS = List.of("rowid", "_rowid_", "oid");

  private QualifiedName name() {
    return table.name();
  }

  private String from() {
    return column.name();
  }

  /** It has the values of the first one, and no rule about them. */
  private Column second() {
    return Column.of(to, column.type()).withCollation(column.collation());
  }

  /** The name by which a row is found; absent where columns have taken all of them. */
  public Optional<String> rowid() {
    return ROWIDS.stream()
        .filter(r -> table.columns().stream().noneMatch(c -> Identifiers.isSame(c.name(), r)))
        .findFirst();
  }

  // --- the triggers

  private SchemaObject onInsert() {
    return trigger(
        "insert",
        context.sql(
            "CREATE TRIGGER {} AFTER INSERT ON {} FOR EACH ROW WHEN {} BEGIN UPDATE {} SET {} = coalesce(NEW.{}, NEW.{}), {} = coalesce(NEW.{}, NEW.{}) WHERE {} = NEW.{}; END",
            called("insert", to),
            name(),
            differ(),
            name(),
            from(),
            to,
            from(),
            to,
            to,
            from(),
            rowid().orElseThrow(),
            rowid().orElseThrow()));
  }

  private SchemaObject onUpdate() {
    return trigger(
        "update",
        context.sql(
            "CREATE TRIGGER {} AFTER UPDATE OF {}, {} ON {} FOR EACH ROW WHEN {} BEGIN UPDATE {} SET {} = {}, {} = {} WHERE {} = NEW.{}; END",
            called("update", to),
            from(),
            to,
            name(),
            differ(),
            name(),
            from(),
            written(),
            to,
            written(),
            rowid().orElseThrow(),
            rowid().orElseThrow()));
  }

  /** True of a row whose two columns differ. */
  private SqlText differ() {
    return context.fragment(
        "NEW.{} IS NOT NEW.{} COLLATE BINARY OR typeof(NEW.{}) <> typeof(NEW.{})",
        to,
        from(),
        to,
        from());
  }

  /** The value that the statement has written: that of the column which it has changed. */
  private SqlText written() {
    return context.fragment(
        "CASE WHEN NEW.{} IS NOT OLD.{} COLLATE BINARY OR typeof(NEW.{}) <> typeof(OLD.{}) THEN NEW.{} ELSE NEW.{} END",
        to,
        to,
        to,
        to,
        to,
        from());
  }

  /** Under a name that begins with underpin_ the catalog would leave it out. */
  private String called(String kind, String of) {
    return "~" + context.temporary(kind, name().toString(), from(), of);
  }

  private SchemaObject trigger(String event, String create) {
    QualifiedName called = QualifiedName.of(called(event, to));
    SchemaObject trigger =
        new SchemaObject(
            SchemaObject.Kind.TRIGGER,
            called,
            Optional.of(name()),
            SqlText.of(create),
            SqliteDdl.drop(SchemaObject.Kind.TRIGGER, called),
            Set.of(name()),
            Map.of(),
            Options.none());
    return asRead(trigger);
  }

  /** As the catalog has it. */
  private SchemaObject asRead(SchemaObject trigger) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(second());
    Schema schema =
        Schema.EMPTY
            .withTables(Map.of(name(), table.withColumns(columns)))
            .withObjects(Map.of(trigger.key(), trigger));
    return context.dialect().normalize(schema).objects().values().iterator().next();
  }

  private List<SchemaObject> triggers() {
    return List.of(onInsert(), onUpdate());
  }

  // --- the indexes

  /** The indexes of the first column and its unique constraints, of the second one. */
  public List<Index> indexes() {
    List<Index> indexes = new ArrayList<>();
    for (Index index : table.indexes()) {
      if (isOf(index)) indexes.add(twin(index));
    }
    for (UniqueConstraint unique : table.constraintsOf(UniqueConstraint.class)) {
      if (unique.columns().contains(from())) indexes.add(twin(under(unique)));
    }
    return indexes;
  }

  /** True for an index of the first column. */
  public boolean isOf(Index index) {
    return index.columns().contains(from())
        || Stream.concat(
                index.where().stream(), index.keys().stream().flatMap(k -> k.expression().stream()))
            .anyMatch(e -> context.dialect().mentionsColumn(e, from()));
  }

  private static Index under(UniqueConstraint unique) {
    String name = String.join(",", unique.columns());
    return new Index(
        name,
        true,
        "",
        unique.keys(),
        List.of(),
        Optional.empty(),
        false,
        Options.none(),
        Options.none());
  }

  private Index twin(Index index) {
    List<IndexKey> keys =
        index.keys().stream()
            .map(
                k ->
                    k.column().isPresent()
                        ? (k.column().get().equals(from()) ? k.withColumn(to) : k)
                        : k.withExpression(inSecond(k.expression().orElseThrow())))
            .toList();
    return index
        .withKeys(keys, index.include(), index.where().map(this::inSecond))
        .withName(called("index", index.name()));
  }

  private SqlText inSecond(SqlText expression) {
    return context.dialect().renameColumn(expression, from(), to);
  }

  // --- what is done with all of it

  /** Adds the column. */
  public String addColumn() {
    return SqliteAlter.addColumn(name(), second(), List.of());
  }

  /** Creates the triggers. */
  public List<String> createTriggers() {
    return triggers().stream().map(t -> t.create().written()).toList();
  }

  /** Gives the rows that were there before the triggers their second value. */
  public String fill() {
    return context.sql(
        "UPDATE {} SET {} = {} WHERE {} IS NULL AND {} IS NOT NULL",
        name(),
        to,
        from(),
        to,
        from());
  }

  /** Drops the triggers and the column. */
  public List<String> drop() {
    List<String> statements = new ArrayList<>(triggers().stream().map(SchemaObject::drop).toList());
    statements.add(SqliteAlter.dropColumn(name(), to));
    return statements;
  }

  /** What adding the column and the triggers does to the model. */
  public List<Change> added() {
    List<Change> changes = new ArrayList<>(List.of(new Change.AddColumn(name(), second())));
    triggers().forEach(t -> changes.add(new Change.CreateObject(t)));
    return changes;
  }

  /** What {@link #drop} does to the model. */
  public List<Change> dropped() {
    List<Change> changes = new ArrayList<>();
    triggers().forEach(t -> changes.add(new Change.DropObject(t)));
    changes.add(new Change.DropColumn(name(), second()));
    return changes;
  }
}
